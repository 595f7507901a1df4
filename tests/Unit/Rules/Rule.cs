namespace Unit.Rules;

/// <summary>One rule of the reference, in a few words of our own.</summary>
/// <param name="Number">R001 to R267.</param>
/// <param name="Section">The heading under which it stands.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Remark">What is done differently, or why it cannot apply.</param>
internal sealed record Rule(string Number, string Section, string Title, string? Remark)
{
    private const string NotHere = "n/a: ";

    /// <summary>Why the rule cannot apply; null when it does.</summary>
    public string? WhyNot => Remark?.StartsWith(NotHere, StringComparison.Ordinal) is true ? Remark[NotHere.Length..] : null;

    /// <summary>What is done differently from the reference; null when nothing is.</summary>
    public string? Difference => WhyNot is null ? Remark : null;
}
