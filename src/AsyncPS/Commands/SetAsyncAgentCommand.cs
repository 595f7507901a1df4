using System.Globalization;
using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Scripting.Judging;

namespace AsyncPS.Commands;

/// <summary>
/// Changes agents while they run: how many jobs at once, which ones, and which first. Jobs that run go on.
/// </summary>
[Cmdlet(VerbsCommon.Set, "AsyncAgent", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(Agent))]
public sealed class SetAsyncAgentCommand : AgentChangeCmdlet
{
    private AgentChange? _change;

    /// <summary>How many jobs run at once. 0 = no other begins.</summary>
    [Parameter]
    [ValidateRange(0, 1_000)]
    public int? Size { get; set; }

    /// <summary>Says of a job, which it gets as $_ and as first argument, whether the agent takes it. $null = all.</summary>
    [Parameter]
    [AllowNull]
    public ScriptBlock? Filter { get; set; }

    /// <summary>
    /// Ranks the jobs that the agent takes, higher first: a script that gets a job as $_, or the name of a job's
    /// property. $null = the order of the queue.
    /// </summary>
    [Parameter]
    [AllowNull]
    public object? Preference { get; set; }

    /// <summary>
    /// How far scripts are kept apart that do not say it themselves: Shared, Fresh or Process; of jobs that begin from now
    /// on.
    /// </summary>
    [Parameter]
    public JobIsolation? Isolation { get; set; }

    /// <summary>
    /// How many bytes the process of a job may have, with what it started, that does not say it itself; 0 takes the limit
    /// away. Has a meaning with -Isolation Process alone.
    /// </summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? MaxMemory { get; set; }

    /// <summary>Writes the agents to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Action => string.Join(", ", Parts());

    private protected override void Begin()
    {
        _change = new AgentChange
        {
            Size = Size,
            Filter = IsGiven(nameof(Filter)) ? FilterScript.OfFilter(Filter) ?? string.Empty : null,
            Preference = IsGiven(nameof(Preference)) ? FilterScript.OfPreference(Preference) ?? string.Empty : null,
            Isolation = Isolation?.ToString(),
            MaxMemory = MaxMemory,
        };
        if (_change == new AgentChange())
        {
            throw Refusals.ArgumentInvalid("Nothing is to be changed. Give -Size, -Filter, -Preference, -Isolation or -MaxMemory.");
        }
    }

    private protected override void Change(Agent agent)
    {
        Await(token => Storage.Dispatchers.ChangeAgentAsync(agent.Id, _change!, token));
        if (PassThru)
        {
            WriteObject(Find(null, null, [new DispatcherRef(agent.Dispatcher)]).Single(each => each.Id == agent.Id));
        }
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private IEnumerable<string> Parts()
    {
        if (Size is { } size)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Change agent's size to {size}");
        }

        if (IsGiven(nameof(Filter)))
        {
            yield return Filter is null ? "Take away agent's filter" : $"Change agent's filter to {{{Filter}}}";
        }

        if (IsGiven(nameof(Preference)))
        {
            yield return Preference is null ? "Take away agent's preference" : $"Change agent's preference to {Preference}";
        }

        if (Isolation is { } isolation)
        {
            yield return $"Change agent's isolation to {isolation}";
        }

        if (MaxMemory is { } bytes)
        {
            yield return bytes == 0
                ? "Take away agent's limit of memory"
                : string.Create(CultureInfo.InvariantCulture, $"Change agent's limit of memory to {bytes} bytes");
        }
    }
}
