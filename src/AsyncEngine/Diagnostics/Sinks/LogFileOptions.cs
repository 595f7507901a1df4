namespace AsyncEngine.Diagnostics.Sinks;

/// <summary>A log file and how it rotates.</summary>
/// <param name="Path">Its full path.</param>
internal sealed record LogFileOptions(string Path)
{
    /// <summary>How long it may get, in bytes, before it is put aside. One entry is never cut.</summary>
    public long MaxSize { get; init; } = 10 << 20;

    /// <summary>How many files that were put aside are kept: <c>name.1</c> is the youngest. 0 = none.</summary>
    public int Keep { get; init; } = 5;
}
