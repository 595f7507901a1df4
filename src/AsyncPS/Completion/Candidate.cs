namespace AsyncPS.Completion;

/// <summary>Something that a completer offers.</summary>
/// <param name="Text">What is put on the line.</param>
/// <param name="ToolTip">What is said about it.</param>
internal sealed record Candidate(string Text, string ToolTip);
