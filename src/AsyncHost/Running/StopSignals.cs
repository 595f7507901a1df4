using System.Diagnostics;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace AsyncHost.Running;

/// <summary>Ctrl+C, SIGTERM and a closed terminal stop the running pipeline; only a second one ends the process.</summary>
/// <remarks>
/// A script may need time to stop well (a dispatcher lets its jobs go), so the first signal never kills. A command that
/// handles SIGTERM itself is left to it, and the script goes on after it, as in pwsh; .NET asks the handler that came
/// last first. Ctrl+C always stops the script, as in pwsh.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] Watched = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Pipeline? _running;
    private int _count;

    public StopSignals()
        => _registrations = [.. Watched.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <value>The signal that stopped the script; null while none did.</value>
    public PosixSignal? Received { get; private set; }

    public static int ExitCodeOf(PosixSignal signal) => ExitCodes.StoppedBySignal + signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGHUP => 1,
        _ => 15,
    };

    /// <summary>The pipeline to stop until the result is disposed.</summary>
    public IDisposable Watch(Pipeline pipeline)
    {
        lock (_gate)
        {
            _running = pipeline;
        }

        return new Watching(this);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        bool isTaken = context.Cancel && context.Signal != PosixSignal.SIGINT;
        context.Cancel = true;
        int count = Interlocked.Increment(ref _count);
        if (count == 1)
        {
            StopRunning(context.Signal, isTaken);
        }
        else if (count == 2)
        {
            Environment.Exit(ExitCodeOf(context.Signal));
        }
        else
        {
            // The way out of Environment.Exit is itself stuck.
            Process.GetCurrentProcess().Kill();
        }
    }

    private void StopRunning(PosixSignal signal, bool isTaken)
    {
        Pipeline? running;
        lock (_gate)
        {
            running = _running;
            Received = running is null || isTaken ? null : signal;
        }

        if (running is null)
        {
            Environment.Exit(ExitCodeOf(signal));
        }
        else if (!isTaken)
        {
            running.StopAsync();
        }
    }

    private void EndWatch()
    {
        lock (_gate)
        {
            _running = null;
        }
    }

    private sealed class Watching(StopSignals owner) : IDisposable
    {
        public void Dispose() => owner.EndWatch();
    }
}
