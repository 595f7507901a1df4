using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Gets the last polls of a dispatcher in this process, newest first: what its agents took and brought.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncPoll")]
[OutputType(typeof(Poll))]
public sealed class GetAsyncPollCommand : StoreCmdlet
{
    /// <summary>Dispatchers of this process. Default: the one of this session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DispatcherCompleter))]
    public DispatcherRef[]? Dispatcher { get; set; }

    /// <summary>Only polls of these agents; names or patterns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>
    /// The poll of this moment, or the next older one, and those before it. A time of day means today's; 10m means so
    /// long ago. Not with -Before.
    /// </summary>
    [Parameter]
    [Moment(Ago = true)]
    public DateTimeOffset? At { get; set; }

    /// <summary>Only polls that are older than this moment.</summary>
    [Parameter]
    [Moment(Ago = true)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Only polls from this moment on, its own included.</summary>
    [Parameter]
    [Moment(Ago = true)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>No more than so many of each dispatcher.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    private protected override void Begin()
    {
        if (At is not null && Before is not null)
        {
            throw Refusals.ArgumentInvalid("-At and -Before say where to begin, each in its own way. Use one of them.");
        }
    }

    private protected override void Process()
    {
        if (Dispatcher is null)
        {
            Try(() => Write(LocalDispatchers.Shared.Find(Sessions.Current, Storage) ?? throw Refusals.NoDispatcher()));
            return;
        }

        foreach (var dispatcher in Dispatcher)
        {
            Try(() => Write(
                LocalDispatchers.Shared.Find(dispatcher.Uuid) ?? throw Refusals.PollsElsewhere(dispatcher.Uuid)));
        }
    }

    private void Write(LocalDispatcher local)
    {
        var polls = local.Dispatcher.GetPolls(At, Before, Since)
            .Where(poll => Agent is null || NameSelection.IsAny(Agent, poll.Agent));
        foreach (var poll in polls.Take(First))
        {
            WriteObject(new Poll(poll, local.Dispatcher.Uuid));
        }
    }
}
