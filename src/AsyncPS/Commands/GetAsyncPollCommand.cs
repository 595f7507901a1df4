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

    /// <summary>Only polls that ended at or after this moment. A time of day means today's; 90s means so long ago.</summary>
    [Parameter]
    [Moment(Ago = true)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only polls that ended before this moment. A time of day means today's; 90s means so long ago.</summary>
    [Parameter]
    [Moment(Ago = true)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>No more than so many of each dispatcher.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

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
        var patterns = Agent?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        var polls = local.Dispatcher.GetPolls()
            .Where(poll => patterns is null || patterns.Exists(pattern => pattern.IsMatch(poll.Agent)))
            .Where(poll => (Since is null || poll.At >= Since) && (Before is null || poll.At < Before));
        foreach (var poll in polls.Take(First))
        {
            WriteObject(new Poll(poll, local.Dispatcher.Uuid));
        }
    }
}
