namespace AsyncPS.Services.Units;

/// <summary>A file of a plan.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Content">Its text.</param>
/// <param name="IsUtf16">Whether it is written as UTF-16, as the task scheduler wants it; else as UTF-8.</param>
internal sealed record PlannedFile(string Path, string Content, bool IsUtf16 = false);
