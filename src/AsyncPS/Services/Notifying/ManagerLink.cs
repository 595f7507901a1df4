using System.Diagnostics;
using System.Globalization;
using AsyncEngine.Dispatching;
using Engine = AsyncEngine.Dispatching;

namespace AsyncPS.Services.Notifying;

/// <summary>
/// Tells the service manager that a dispatcher is ready, lives, what it does, and that it stops. It has a thread of its
/// own: jobs that keep the thread pool busy must not make the service look hung.
/// </summary>
/// <remarks>
/// The watchdog is fed by the dispatcher's ping loop. That moves on while a store does not answer, so an outage of the
/// store, in which outcomes are kept, is no reason to be killed; a loop that stands still is.
/// </remarks>
internal sealed class ManagerLink : IDisposable
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(10);

    private readonly Engine.Dispatcher _dispatcher;
    private readonly NotifySocket _socket;
    private readonly TimeSpan? _watchdog;
    private readonly TimeSpan _longestSilence;
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    private ManagerLink(Engine.Dispatcher dispatcher, string address, TimeSpan? watchdog, TimeSpan longestSilence)
    {
        _dispatcher = dispatcher;
        _socket = new NotifySocket(address);
        _watchdog = watchdog;
        _longestSilence = longestSilence;
        _thread = new Thread(Run) { IsBackground = true, Name = "AsyncPS service manager link" };
    }

    /// <summary>Says that the dispatcher is ready, and goes on telling. Null: nobody wants to know.</summary>
    /// <param name="dispatcher">It has started.</param>
    /// <param name="wishes">The manager's.</param>
    /// <param name="longestSilence">How long its ping loop may stand still before the watchdog is no longer fed.</param>
    public static ManagerLink? Open(Engine.Dispatcher dispatcher, ManagerWishes wishes, TimeSpan longestSilence)
    {
        if (wishes.NotifyAddress is not { } address)
        {
            return null;
        }

        var link = new ManagerLink(dispatcher, address, wishes.Watchdog, longestSilence);
        link._socket.Send("READY=1", link.Status());
        link._thread.Start();
        return link;
    }

    public void SayStopping(string status) => _socket.Send("STOPPING=1", $"STATUS={status}");

    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _socket.Dispose();
        _end.Dispose();
    }

    private void Run()
    {
        // Half the time, as sd_watchdog_enabled(3) advises.
        var pause = _watchdog is { } watchdog && watchdog / 2 < StatusInterval ? watchdog / 2 : StatusInterval;
        do
        {
            if (_watchdog is not null && IsAlive())
            {
                _socket.Send("WATCHDOG=1");
            }

            if (_dispatcher.State == DispatcherState.Running)
            {
                _socket.Send(Status());
            }
        }
        while (!_end.Wait(pause));
    }

    private bool IsAlive() => _dispatcher.State == DispatcherState.Stopped ||
        (_dispatcher.LastBeat is { } beat && Stopwatch.GetElapsedTime(beat) < _longestSilence);

    private string Status()
    {
        var done = _dispatcher.GetStatistics();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"STATUS={done.Running} jobs running; {done.Succeeded} succeeded, {done.Failed} failed since the start");
    }
}
