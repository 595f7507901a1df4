namespace AsyncPS.Session;

/// <summary>What "now" and "at three" mean to somebody who types: a connected test store has a time of its own.</summary>
internal static class SessionClock
{
    public static TimeProvider Current =>
        Sessions.Current.ConnectedTo is { } address && TestStores.Shared.FindClock(address) is { } clock
            ? clock
            : TimeProvider.System;
}
