using System.Diagnostics;
using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>
/// Keeps an idle agent from claiming at every write of others. The first few changes of the store are looked at once;
/// while claims find nothing, the pauses between them grow to a few hundredths of a second.
/// </summary>
/// <remarks>It saves this machine's work and follows its clock, not the store's.</remarks>
internal sealed class ClaimPacer : IDisposable
{
    private const int FreeLooks = 4;
    private const int MaxPauseBits = 5;

    // After so long without an empty claim the store is quiet, and the next change is worth a look at once.
    private static readonly TimeSpan Forget = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private readonly Action _look;
    private readonly Timer _timer;

    // Guarded by _gate.
    private int _empty;
    private long _lastEmpty;
    private bool _isPending;

    public ClaimPacer(Action look)
    {
        _look = look;
        _timer = new Timer(_ => Elapsed());
    }

    /// <summary>The store has changed.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            if (_isPending)
            {
                return;
            }

            if (_empty > FreeLooks && Stopwatch.GetElapsedTime(_lastEmpty) < Forget)
            {
                _isPending = true;
                _timer.Change(1 << Math.Min(_empty - FreeLooks, MaxPauseBits), Timeout.Infinite);
                return;
            }
        }

        _look();
    }

    /// <summary>A claim was made.</summary>
    public void Claimed(TurnPlan plan, TurnResult result)
    {
        lock (_gate)
        {
            if (result.Claimed.Count > 0)
            {
                _empty = 0;
            }
            else if (plan.Ended.Count == 0)
            {
                _empty = Stopwatch.GetElapsedTime(_lastEmpty) < Forget ? _empty + 1 : 1;
                _lastEmpty = Stopwatch.GetTimestamp();
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Elapsed()
    {
        lock (_gate)
        {
            _isPending = false;
        }

        _look();
    }
}
