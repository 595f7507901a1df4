using AsyncEngine.Storage.Relational;

namespace AsyncEngine.Storage.Sqlite;

/// <summary>What time it is in a store, which knows the last moment that was used in it (docs/adr/0010).</summary>
internal static class StoreClock
{
    // Clocks of a machine are put right by seconds; by more, the clock had been wrong before.
    private static readonly long Tolerance = Moment.Of(TimeSpan.FromMinutes(1));

    /// <summary>
    /// Time stands still while the clock catches up with the last moment. Is it far behind, then that moment came from
    /// a clock that ran ahead: waiting for it would hold up deaths, delays and deadlines for just as long.
    /// </summary>
    public static long Now(long last, long clock) => clock < last - Tolerance ? clock : Math.Max(last, clock);
}
