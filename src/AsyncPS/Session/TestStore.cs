using AsyncEngine.Testing;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Session;

/// <summary>A store for tests that this process made: its clock, its place, and the lease that keeps it open.</summary>
internal sealed class TestStore(
    AsyncTestStore engine, TestPlace place, StoreLease lease, ShellSession session, ScriptWorkerHost host)
{
    // A thread that does not let go must not keep a session from its end.
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(5);

    public AsyncTestStore Engine { get; } = engine;

    public StoreAddress Address { get; } = lease.Address;

    /// <summary>The session that it goes with.</summary>
    public ShellSession Session { get; } = session;

    /// <summary>Lets go of it, and takes its file away unless that was asked for by name.</summary>
    public void Close()
    {
        Engine.DisposeAsync().AsTask().ContinueWith(_ => { }, TaskScheduler.Default).Wait(StopBound);
        host.Dispose();
        lease.Dispose();
        StoreRegistry.Shared.Close(Address);
        place.Remove();
    }
}
