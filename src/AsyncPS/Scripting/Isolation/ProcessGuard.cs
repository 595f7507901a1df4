namespace AsyncPS.Scripting.Isolation;

/// <summary>
/// Puts back what a script changed of the process when the script ends. Scripts that run beside it may see the change;
/// what they themselves changed stays until they end. Thread-safe.
/// </summary>
internal sealed class ProcessGuard
{
    private readonly object _gate = new();
    private ProcessState? _baseline;
    private int _running;

    /// <summary>
    /// Runs a worker's initialization. What the first one changes of the process is part of the baseline; the others
    /// run the same script, beside jobs whose changes must not get into it.
    /// </summary>
    public void Initialize(Action initialization)
    {
        lock (_gate)
        {
            if (_baseline is null)
            {
                initialization();
                _baseline = ProcessState.Take();
                return;
            }
        }

        initialization();
    }

    /// <summary>A script begins that may change the process.</summary>
    public ProcessState Enter()
    {
        lock (_gate)
        {
            _running++;
            return ProcessState.Take();
        }
    }

    /// <summary>
    /// It has ended: what changed while it ran goes back to the baseline, and when none is left, everything does.
    /// </summary>
    public void Leave(ProcessState atStart)
    {
        lock (_gate)
        {
            _running--;
            var baseline = _baseline ??= atStart;
            baseline.RestoreChanges(_running == 0 ? baseline : atStart, ProcessState.Take());
        }
    }
}
