using AsyncEngine.Storage;

namespace AsyncPS.Session;

/// <summary>A store for the length of one cmdlet.</summary>
/// <param name="Storage">Its inside.</param>
/// <param name="Lease">What keeps it open; null inside a job of a host that opened the store itself.</param>
internal sealed record StoreUse(IStore Storage, StoreLease? Lease) : IDisposable
{
    public void Dispose() => Lease?.Dispose();
}
