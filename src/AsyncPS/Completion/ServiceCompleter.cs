using AsyncPS.Services.Installing;

namespace AsyncPS.Completion;

/// <summary>Completes names of registered services.</summary>
internal sealed class ServiceCompleter : SessionCompleter
{
    protected override IEnumerable<Candidate> Find() => ServiceList.Read(kinds: null, scopes: null).Select(
        each => new Candidate(each.Mark.Name, $"{each.Mark.Scope}, store {each.Mark.Store}"));
}
