using System.Runtime.InteropServices;
using AsyncEngine.Dispatching;
using AsyncEngine.Storage;

namespace AsyncPS.Session;

/// <summary>The dispatchers that run in this process, and which session each belongs to.</summary>
internal sealed class LocalDispatchers
{
    /// <summary>
    /// How long the end of a session or of the process waits for its dispatchers: longer than the grace of a job that does
    /// not obey, so that it can be put back.
    /// </summary>
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(8);

    private readonly object _gate = new();
    private readonly List<LocalDispatcher> _running = [];
    private PosixSignalRegistration[]? _signals;

    private LocalDispatchers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndProcess();

    public static LocalDispatchers Shared { get; } = new();

    /// <summary>The dispatcher that a session has on a store; the first where it has several.</summary>
    public LocalDispatcher? Find(ShellSession session, IStore store) =>
        FindAll(session, store) is [var first, ..] ? first : null;

    /// <summary>The dispatchers that a session has on a store: one; on a test store there may be several.</summary>
    public IReadOnlyList<LocalDispatcher> FindAll(ShellSession session, IStore store)
    {
        lock (_gate)
        {
            return _running.FindAll(
                entry => ReferenceEquals(entry.Session, session) && ReferenceEquals(entry.Storage, store) &&
                    entry.Dispatcher.State != DispatcherState.Stopped);
        }
    }

    /// <summary>What the dispatchers of a session have to say since the last time; those that a cmdlet stays with say it there.</summary>
    public IReadOnlyList<string> TakeNotices(ShellSession session)
    {
        lock (_gate)
        {
            return [.. _running.Where(entry => ReferenceEquals(entry.Session, session) && !entry.IsAttended)
                .SelectMany(entry => entry.Notices.Take())];
        }
    }

    /// <summary>The dispatcher of that identity, whichever session has it.</summary>
    public LocalDispatcher? Find(Guid uuid)
    {
        lock (_gate)
        {
            return _running.Find(entry => entry.Dispatcher.Uuid == uuid);
        }
    }

    public void Add(LocalDispatcher started)
    {
        lock (_gate)
        {
            _running.Add(started);
            _signals ??= [Listen(PosixSignal.SIGHUP), Listen(PosixSignal.SIGTERM)];
        }
    }

    public void Remove(LocalDispatcher? stopped)
    {
        lock (_gate)
        {
            _running.RemoveAll(entry => ReferenceEquals(entry, stopped));
        }
    }

    /// <summary>Stops the dispatchers of a session, within a bound.</summary>
    public void StopOf(ShellSession session)
    {
        List<LocalDispatcher> own;
        lock (_gate)
        {
            own = _running.FindAll(entry => ReferenceEquals(entry.Session, session));
        }

        StopAll(own);
    }

    private static void StopAll(List<LocalDispatcher> entries)
    {
        // A stop that takes longer is left alone: its jobs are rescued by others after the death interval.
        entries.ForEach(entry => entry.Hurry());
        var stops = entries.Select(entry => Task.Run(() => entry.StopAsync(TimeSpan.Zero, CancellationToken.None)));
        Task.WhenAll(stops).ContinueWith(_ => { }, TaskScheduler.Default).Wait(StopBound);
    }

    // A terminal that closes, a system that stops: the runtime ends the process without another word.
    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ =>
    {
        List<LocalDispatcher> alone;
        lock (_gate)
        {
            alone = _running.FindAll(entry => !entry.IsAttended);
        }

        StopAll(alone);
    });

    // The end of a process fires no OnRemove: without this, jobs would wait for the death interval.
    private void EndProcess()
    {
        List<LocalDispatcher> all;
        lock (_gate)
        {
            all = [.. _running];
        }

        StopAll(all);
        TestStores.Shared.RemoveAll();
        StoreRegistry.Shared.CloseAll();
    }
}
