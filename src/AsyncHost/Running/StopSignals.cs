using System.Diagnostics;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace AsyncHost.Running;

/// <summary>Ctrl+C, SIGTERM and a closed terminal stop the running pipeline; only a second one ends the process.</summary>
/// <remarks>
/// A script may need time to stop well (a dispatcher lets its jobs go), so the first signal never kills. The handlers of
/// a module on the same signals run beside this one.
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

    /// <value>The first signal that came; null before.</value>
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
        context.Cancel = true;
        Pipeline? running;
        lock (_gate)
        {
            Received ??= context.Signal;
            _count++;
            running = _count == 1 ? _running : null;
        }

        if (running is not null)
        {
            running.StopAsync();
        }
        else if (_count <= 2)
        {
            Environment.Exit(ExitCodeOf(context.Signal));
        }
        else
        {
            // The way out of Environment.Exit is itself stuck.
            Process.GetCurrentProcess().Kill();
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
