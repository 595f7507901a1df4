using System.ComponentModel;
using System.Diagnostics;

namespace AsyncPS.Scripting.Processes.Child;

/// <summary>
/// Ends this process when its dispatcher's is gone. The end of the pipe says so first; this is for the case that
/// something else holds the pipe open. Not <c>PR_SET_PDEATHSIG</c>: that tells of the thread that started the process,
/// and leaves alone what the process itself has started.
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Process? _parent;
    private readonly ITimer? _timer;

    public ParentWatch(int parent)
    {
        if (!OperatingSystem.IsWindows())
        {
            // A shell may be started through another program: then only the pipe tells.
            if (UnixProcess.ParentId() == parent)
            {
                _timer = TimeProvider.System.CreateTimer(_ => EndIfOrphan(parent), null, Interval, Interval);
            }

            return;
        }

        try
        {
            _parent = Process.GetProcessById(parent);
            _parent.EnableRaisingEvents = true;
            _parent.Exited += (_, _) => EndOfProcess.Now();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It is gone, or not to be looked at: the pipe tells.
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _parent?.Dispose();
    }

    private static void EndIfOrphan(int parent)
    {
        if (UnixProcess.ParentId() != parent)
        {
            EndOfProcess.Now();
        }
    }
}
