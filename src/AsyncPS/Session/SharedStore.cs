using AsyncEngine;
using AsyncEngine.Storage;

namespace AsyncPS.Session;

/// <summary>One open store and how many use it. The registry's lock guards the count and the timer.</summary>
internal sealed class SharedStore(StoreAddress address, Func<StoreAddress, AsyncStore> open)
{
    private readonly Lazy<AsyncStore> _store = new(() => open(address));
    private int _users;
    private ITimer? _closing;

    public StoreAddress Address { get; } = address;

    /// <summary>Opens it on first use, outside the registry's lock.</summary>
    public AsyncStore Store => _store.Value;

    public bool IsUsed => _users > 0;

    public bool IsOpenAs(IStore storage) => _store.IsValueCreated && ReferenceEquals(_store.Value.Storage, storage);

    /// <summary>Whether it is open on a server and shows itself by this location.</summary>
    public bool IsServerAt(string location) => Address.IsServer && _store.IsValueCreated
        && string.Equals(_store.Value.Storage.Location, location, StringComparison.Ordinal);

    public void Join()
    {
        _users++;
        _closing?.Dispose();
        _closing = null;
    }

    /// <summary>True for the last one.</summary>
    public bool Leave() => --_users == 0;

    public void CloseLater(ITimer timer)
    {
        _closing?.Dispose();
        _closing = timer;
    }

    public void Close()
    {
        _closing?.Dispose();
        if (!_store.IsValueCreated)
        {
            return;
        }

        try
        {
            _store.Value.Dispose();
        }
        catch (Exception)
        {
            // Runs on a timer's thread or at the process's end: nobody could be told, and what was committed is safe.
        }
    }
}
