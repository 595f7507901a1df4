using Engine = AsyncEngine.Testing;

namespace AsyncPS;

/// <summary>What came of a step through a test store's time.</summary>
public sealed class ClockStep
{
    internal ClockStep(Engine.ClockStep step)
    {
        Now = step.Now.ToLocalTime();
        Ended = step.Ended;
        Running = new ViewList<long>([.. step.Running]);
    }

    /// <summary>What the store's clock shows now.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>How many jobs have ended meanwhile, well or not; callbacks not counted.</summary>
    public int Ended { get; }

    /// <summary>Ids of the jobs whose calls still run, since they took longer than -Patience.</summary>
    public IReadOnlyList<long> Running { get; }
}
