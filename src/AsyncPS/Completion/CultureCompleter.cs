using System.Globalization;

namespace AsyncPS.Completion;

/// <summary>Completes names of cultures.</summary>
internal sealed class CultureCompleter : SessionCompleter
{
    protected override IEnumerable<Candidate> Find() =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new Candidate(culture.Name, culture.EnglishName));
}
