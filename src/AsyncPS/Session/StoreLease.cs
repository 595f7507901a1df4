using AsyncEngine;

namespace AsyncPS.Session;

/// <summary>The right to use an open store; it stays open until all leases are given back.</summary>
internal sealed class StoreLease(StoreRegistry registry, SharedStore shared) : IDisposable
{
    private int _given;

    public AsyncStore Store => shared.Store;

    public StoreAddress Address => shared.Address;

    /// <summary>Another lease of the same store, for somebody who lives longer.</summary>
    public StoreLease Share() => registry.Lease(shared.Address);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
        {
            registry.Release(shared);
        }
    }
}
