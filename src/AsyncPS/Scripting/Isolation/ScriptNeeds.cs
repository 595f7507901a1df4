namespace AsyncPS.Scripting.Isolation;

/// <summary>What has to be done after a script, so that the next one does not see it.</summary>
[Flags]
internal enum ScriptNeeds
{
    /// <summary>It can only change what ends with it.</summary>
    None = 0,

    /// <summary>Compare the session with its baseline and put back what differs.</summary>
    Session = 1,

    /// <summary>The same for what belongs to the process: environment, directory, culture, console.</summary>
    Process = 2,

    /// <summary>End the background jobs that it may have started in the session.</summary>
    Jobs = 4,

    /// <summary>Nothing can put it back: go on in a new runspace.</summary>
    NewRunspace = 8,

    /// <summary>It defines types, which stay in the process for good: a child process ends with it.</summary>
    NewProcess = 16,

    /// <summary>Whatever can be put back.</summary>
    All = Session | Process,
}
