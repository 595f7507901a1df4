namespace AsyncEngine.Dispatching;

/// <summary>
/// Whether a store answers, told from the answers and failures of requests that go to it at once. Each request is
/// judged by what was known when it was sent: an answer to one that was sent before an outage was noticed does not end
/// it, and one that was sent before an outage ended, and fails afterwards, does not begin another. Thread-safe.
/// </summary>
internal sealed class Outage
{
    private readonly object _gate = new();
    private int _failures;
    private int _ended;

    /// <summary>What is known now: to be taken before a request is sent, and given back with what became of it.</summary>
    public Knowledge Look()
    {
        lock (_gate)
        {
            return new Knowledge(_failures, _ended);
        }
    }

    /// <summary>The store answered. The number of failures when this ended the outage, else 0.</summary>
    public int Answered(Knowledge before)
    {
        // Nothing had failed: nearly always so, and then there is nothing to end and no lock to take.
        if (before.Failures == 0)
        {
            return 0;
        }

        lock (_gate)
        {
            if (before.Ended != _ended)
            {
                return 0;
            }

            var failures = _failures;
            _failures = 0;
            _ended++;
            return failures;
        }
    }

    /// <summary>The store did not answer. How many failures that makes in this outage; 0 when it is over already.</summary>
    public int Failed(Knowledge before)
    {
        lock (_gate)
        {
            return before.Ended == _ended ? ++_failures : 0;
        }
    }

    /// <summary>What was known of the store at one moment.</summary>
    /// <param name="Failures">How often it had failed in the outage that lasted; 0 when there was none.</param>
    /// <param name="Ended">How many outages had ended.</param>
    public readonly record struct Knowledge(int Failures, int Ended);
}
