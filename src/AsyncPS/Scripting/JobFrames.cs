namespace AsyncPS.Scripting;

/// <summary>Tells a script's own frames from those of the pipeline and the wrapper that call it.</summary>
internal static class JobFrames
{
    /// <summary>The file name under which the pipeline is parsed, so that its frames can be known.</summary>
    public const string PipelineFile = "AsyncPS.Worker";

    private const int FramesKept = 100;

    /// <summary>The stack down to the job's outermost frame; of an endless recursion only both ends.</summary>
    public static string? OwnStack(string? stack)
    {
        if (string.IsNullOrEmpty(stack))
        {
            return stack;
        }

        var frames = stack.Split('\n').Select(frame => frame.TrimEnd('\r')).ToArray();
        var pipeline = Array.FindIndex(frames, frame => frame.Contains(PipelineFile, StringComparison.Ordinal));
        if (pipeline >= 0)
        {
            frames = frames[..Math.Max(0, pipeline - 1)]; // The wrapper stands before it.
        }

        return string.Join(Environment.NewLine, frames.Length <= FramesKept ? frames : Shortened(frames));
    }

    private static IEnumerable<string> Shortened(string[] frames) =>
    [
        .. frames.Take(FramesKept - 10),
        $"... {frames.Length - FramesKept} more frames ...",
        .. frames.Skip(frames.Length - 10),
    ];
}
