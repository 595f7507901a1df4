using System.Runtime.InteropServices;

namespace AsyncPS.Services.Stopping;

/// <summary>
/// What tells a process to end: the first signal begins a clean stop, a second one ends it at once. Ctrl+C arrives as
/// the end of the pipeline, so only its repetition is seen here.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // Jobs that are told at once to end, and put back, need a moment.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestOnWindows = TimeSpan.FromSeconds(20);

    private readonly PosixSignalRegistration[] _registrations;
    private readonly ManualResetEventSlim _stopped = new();
    private readonly Action<StopCause> _begin;
    private readonly Action _hurry;
    private int _count;

    /// <param name="begin">Begins a clean stop.</param>
    /// <param name="hurry">Told when it is to end at once.</param>
    public StopSignals(Action<StopCause> begin, Action hurry)
    {
        _begin = begin;
        _hurry = hurry;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    /// <summary>The dispatcher has stopped: whoever waits for it here may go.</summary>
    public void SetStopped() => _stopped.Set();

    public void Dispose()
    {
        SetStopped();
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        var isFirst = Interlocked.Increment(ref _count) == 1;
        if (context.Signal == PosixSignal.SIGINT)
        {
            // The shell stops the pipeline by the first one, and lives on.
            if (!isFirst)
            {
                _hurry();
            }

            return;
        }

        context.Cancel = true; // The process ends when its script does, after a clean stop.
        if (isFirst)
        {
            _begin(context.Signal == PosixSignal.SIGHUP ? StopCause.HungUp : StopCause.Terminated);
            WaitOnWindows();
            return;
        }

        _hurry();
        _stopped.Wait(LastMoment);
#pragma warning disable RS0030 // Whoever repeats a signal wants the process to end, whatever its script does next.
        Environment.Exit(128 + (context.Signal == PosixSignal.SIGHUP ? 1 : 15));
#pragma warning restore RS0030
    }

    // Windows ends the process when this returns.
    private void WaitOnWindows()
    {
        if (OperatingSystem.IsWindows())
        {
            _stopped.Wait(LongestOnWindows);
        }
    }
}
