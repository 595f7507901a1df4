namespace AsyncPS.Scripting.Processes;

/// <summary>Why a child process was killed. The first reason holds.</summary>
internal enum WorkerProcessEnd
{
    /// <summary>It was not: it ended by itself, or somebody else killed it.</summary>
    None,

    /// <summary>Its call was told to end and did not.</summary>
    Stopped,

    /// <summary>It had more memory than its job may have.</summary>
    MemoryExceeded,

    /// <summary>It did not answer any more.</summary>
    NotAnswering,

    /// <summary>It is not needed any more.</summary>
    Dismissed,
}
