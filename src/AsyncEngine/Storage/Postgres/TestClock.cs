using AsyncEngine.Storage.Relational;

namespace AsyncEngine.Storage.Postgres;

/// <summary>
/// The clock of the server decides what is due and who is dead. Only where a program brings a clock of its own, as tests
/// do, statements are told the time.
/// </summary>
internal sealed class TestClock(TimeProvider clock)
{
    /// <summary>The time to tell; null: the server knows it.</summary>
    public long? Now => clock == TimeProvider.System ? null : Moment.Of(clock.GetUtcNow());
}
