namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>What a message between a dispatcher and its child processes says. Both sides are of one version.</summary>
internal enum MessageKind : byte
{
    // To the child.

    /// <summary>The first: what its runspaces begin with, and where the store is.</summary>
    Setup = 1,

    /// <summary>A call to run.</summary>
    Run = 2,

    /// <summary>The call that runs has to end.</summary>
    Stop = 3,

    /// <summary>Is anybody there?</summary>
    Ping = 4,

    /// <summary>Whether the slot was lent.</summary>
    Lent = 5,

    /// <summary>The dispatcher stops: the call may still end by itself.</summary>
    Stopping = 6,

    // From the child.

    /// <summary>It can run calls.</summary>
    Ready = 16,

    /// <summary>It cannot, and why.</summary>
    NotReady = 17,

    /// <summary>Recorded streams.</summary>
    Output = 18,

    /// <summary>How far the job is.</summary>
    Progress = 19,

    /// <summary>The job waits for another one, and lends its slot.</summary>
    Lend = 20,

    /// <summary>The job goes on.</summary>
    TakeBack = 21,

    /// <summary>The call has ended, and how.</summary>
    Ended = 22,

    /// <summary>Somebody is there.</summary>
    Pong = 23,
}
