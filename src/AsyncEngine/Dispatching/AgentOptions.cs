using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>One agent of a dispatcher: which queue it serves and how many of its jobs run at once (R181, R182).</summary>
public sealed record AgentOptions
{
    /// <summary>Its name, unique within one dispatcher and queue.</summary>
    /// <value>Default: <c>main</c>.</value>
    public string Name { get; init; } = "main";

    /// <summary>The queue that it takes jobs from.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string Queue { get; init; } = "default";

    /// <summary>How many jobs run at once, each on a thread of its own. 0 = none until it is resized.</summary>
    /// <value>Default: 3.</value>
    public int Size { get; init; } = 3;

    /// <summary>Not null: the agent takes this job and no other, once.</summary>
    internal OneJob? Only { get; init; }

    /// <summary>Which jobs it takes, and which first.</summary>
    internal AgentRules Rules { get; init; } = AgentRules.None;

    /// <summary>How its scripts are run where a job does not say it.</summary>
    internal AgentRunner Runner { get; init; } = AgentRunner.Default;
}
