using AsyncEngine.Storage;
using AsyncPS.Errors;
using AsyncPS.Session;
using Engine = AsyncEngine;

namespace AsyncPS.Commands;

/// <summary>Copies all that is in a store into a new one, of the same or the other kind.</summary>
/// <remarks>
/// Queues, jobs in whatever place with results, streams, callbacks and annotations, quotas and states; ids stay. The
/// source is left as it is: use only one of the two afterwards.
/// </remarks>
[Cmdlet(VerbsCommon.Copy, "AsyncStore", SupportsShouldProcess = true)]
[OutputType(typeof(Store))]
public sealed class CopyAsyncStoreCommand : AsyncCmdlet
{
    private const int Bar = 1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private StoreUse? _from;
    private StoreUse? _to;
    private bool _isShown;

    /// <summary>The store to copy: path of its file, connection string of a server, or a store object.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public StoreRef From { get; set; } = null!;

    /// <summary>
    /// The store to copy to, in the same words. It is created if it does not exist; if it does, nothing may be in it.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public StoreRef To { get; set; } = null!;

    /// <summary>
    /// Copies although dispatchers work on the source. What they have in hand is offered again in the copy, as if they
    /// had died.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the copy to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        var resolver = new StoreResolver(SessionState.Path);
        _from = resolver.ResolveExisting(From) ?? throw Refusals.NothingToCopy(From.Location);
        var target = resolver.Address(To.Location);
        if (!ShouldProcess($"{_from.Storage.Location} to {target}", "Copy store"))
        {
            return;
        }

        _to = resolver.Resolve(To);
        var result = Copy(_from.Storage, _to.Storage);
        WriteVerbose($"{result.Jobs} jobs in {result.Rows} rows were copied; {result.PutBack} of them were running and are "
            + "offered again.");
        if (PassThru)
        {
            WriteObject(new Store(Await(_to.Storage.DescribeAsync)));
        }
    }

    private protected override void Close()
    {
        _from?.Dispose();
        _to?.Dispose();
    }

    private Engine.StoreCopyResult Copy(IStore from, IStore to)
    {
        var done = default(Engine.StoreCopyProgress);
        var gate = new object();
        void Report(Engine.StoreCopyProgress progress)
        {
            lock (gate)
            {
                done = progress;
            }
        }

        var copy = StoreCopy.RunAsync(from, to, Force, Report, StopToken);
        while (!Await(_ => IsOverAsync(copy)))
        {
            lock (gate)
            {
                Show(done);
            }
        }

        Hide();
        return Await(_ => copy);
    }

    // Also when it is stopped: the copy is undone before the stores are closed.
    private static async Task<bool> IsOverAsync(Task copy)
    {
        await Task.WhenAny(copy, Task.Delay(Interval, TimeProvider.System)).ConfigureAwait(false);
        return copy.IsCompleted;
    }

    private void Show(Engine.StoreCopyProgress progress)
    {
        if (progress.TotalRows > 0)
        {
            _isShown = true;
            WriteProgress(new ProgressRecord(Bar, "Copying the store", $"{progress.Rows} of {progress.TotalRows} rows: {progress.Table}")
            {
                PercentComplete = (int)Math.Min(100, 100 * progress.Rows / progress.TotalRows),
            });
        }
    }

    private void Hide()
    {
        if (_isShown)
        {
            WriteProgress(new ProgressRecord(Bar, "Copying the store", "done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
