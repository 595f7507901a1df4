namespace AsyncEngine.Jobs;

/// <summary>What a job runs, as text. Equal texts are stored once.</summary>
/// <param name="Kind">Script or method.</param>
/// <param name="Text">
/// The script's text; for a join, how it goes; for a method, the line that <c>MethodText</c> writes and reads.
/// </param>
/// <param name="FileName">Full path of the script file that the text came from, if it came from one.</param>
internal sealed record CallText(CallKind Kind, string Text, string? FileName = null);
