namespace AsyncEngine.Testing;

/// <summary>
/// What people and threads wait for in earnest goes by the system's clock, also where the store's is a manual one: a
/// stop must end, and a call that was told to end gets real time for it.
/// </summary>
internal static class RealTime
{
    public static TimeProvider Of(TimeProvider clock) => clock is ManualClock ? TimeProvider.System : clock;
}
