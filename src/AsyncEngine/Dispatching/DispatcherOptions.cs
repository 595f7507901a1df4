using AsyncEngine.Calls;
using AsyncEngine.Diagnostics.Sinks;
using AsyncEngine.Scheduling;

namespace AsyncEngine.Dispatching;

/// <summary>How a dispatcher works. Read once, when the <see cref="Dispatcher"/> is made.</summary>
public sealed class DispatcherOptions
{
    /// <summary>The agents: queue and number of jobs at once.</summary>
    /// <value>Default: one agent <c>main</c> of size 3 on the queue <c>default</c>.</value>
    public IReadOnlyList<AgentOptions> Agents { get; init; } = [new AgentOptions()];

    /// <summary>How long an idle agent waits before it looks again although nothing woke it.</summary>
    /// <value>Default: 5 seconds. Must be greater than zero, and at most 49 days.</value>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How old the last written ping may get before another is written (R157).</summary>
    /// <value>Default: 30 seconds. Must be greater than zero and less than <see cref="DeathInterval"/>.</value>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how much silence others take this dispatcher's jobs (R158).</summary>
    /// <value>Default: 60 seconds. At most 49 days.</value>
    public TimeSpan DeathInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The dispatcher's identity. A service that wants to keep its identity over restarts sets it.</summary>
    /// <value>Default: null, a new one each time.</value>
    public Guid? Uuid { get; init; }

    /// <summary>How long a stop waits for running jobs before it interrupts them.</summary>
    /// <value>Default: 30 seconds. Zero = interrupt at once.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a call has to end after it was told to (stopped, out of time, interrupted) before its thread is
    /// abandoned and replaced.
    /// </summary>
    /// <value>Default: 5 seconds. At most 49 days.</value>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long completed jobs are kept in the store: this dispatcher removes them after that time, whichever queue they
    /// are of, unless an unfinished one refers to them.
    /// </summary>
    /// <value>Default: null, for ever. Must be greater than zero.</value>
    public TimeSpan? KeepCompleted { get; init; }

    /// <summary>
    /// How much work, by measured durations, an agent may claim ahead of its free threads. Short jobs run many times
    /// faster for it; zero turns it off. Of jobs with quotas it is less, and none that waits longer than this for a
    /// thread keeps its slot: it goes back to its place in line.
    /// </summary>
    /// <value>Default: 50 milliseconds.</value>
    public TimeSpan ClaimAhead { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Files of assemblies whose types jobs may name, besides those that are loaded already. An assembly is loaded
    /// from here when a job first names it.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> AssemblyPaths { get; init; } = [];

    /// <summary>
    /// Makes the object that an instance method is called on. Null: the type's constructor without parameters.
    /// Called once a job; what it returns is disposed after the call if it is disposable.
    /// </summary>
    public Func<Type, object>? CreateInstance { get; init; }

    /// <summary>Retry policies that jobs may ask for by name (R105). Names compare with regard to case.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, IRetryPolicy> RetryPolicies { get; init; } =
        new Dictionary<string, IRetryPolicy>();

    /// <summary>Makes workers able to run script calls. Null: script jobs fail with a message that says so.</summary>
    internal IWorkerHost? WorkerHost { get; init; }

    /// <summary>Evaluates the agents' filters and preferences. Null: agents that have one take nothing.</summary>
    internal IJobJudge? Judge { get; init; }

    /// <summary>Where it logs to instead of its store's log. Null: there.</summary>
    internal LogHub? Log { get; init; }

    /// <summary>Refuses what cannot work.</summary>
    internal void Validate()
    {
        var problem =
            Agents is null || AssemblyPaths is null || RetryPolicies is null
                ? "Agents, AssemblyPaths or RetryPolicies is null; leave it out, or give an empty list"
            : Agents.Any(agent => agent is null
                || string.IsNullOrWhiteSpace(agent.Name) || string.IsNullOrWhiteSpace(agent.Queue))
                ? "an agent is null, or its name or queue is empty"
            : PollInterval <= TimeSpan.Zero ? "PollInterval is not greater than zero"
            : PingInterval <= TimeSpan.Zero ? "PingInterval is not greater than zero"
            : DeathInterval <= PingInterval ? "DeathInterval is not greater than PingInterval"
            : StopTimeout < TimeSpan.Zero || StopGrace < TimeSpan.Zero ? "StopTimeout or StopGrace is negative"
            : new[] { PollInterval, DeathInterval, StopGrace }.Max() > LongTimer.Longest
                ? "PollInterval, DeathInterval or StopGrace is longer than 49 days"
            : KeepCompleted <= TimeSpan.Zero ? "KeepCompleted is not greater than zero"
            : ClaimAhead < TimeSpan.Zero ? "ClaimAhead is negative"
            : Agents.FirstOrDefault(agent => agent.Size < 0) is { } negative
                ? $"the size of agent '{negative.Name}' is negative"
            : Agents.GroupBy(agent => (agent.Name.ToUpperInvariant(), agent.Queue.ToUpperInvariant()))
                .FirstOrDefault(same => same.Count() > 1) is { } twice
                ? $"two agents of queue '{twice.First().Queue}' are called '{twice.First().Name}'"
            : null;
        if (problem is not null)
        {
            throw new AsyncEngineException(ErrorIds.ArgumentInvalid, $"The dispatcher cannot be made: {problem}.");
        }
    }
}
