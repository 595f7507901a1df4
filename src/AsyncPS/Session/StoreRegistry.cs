using AsyncEngine;
using AsyncEngine.Storage;

namespace AsyncPS.Session;

/// <summary>
/// The stores that this process has open, each once, shared by all runspaces: one writer a file is what makes group
/// commit work. A store that nobody uses any more stays open for a moment, so that a script that calls one cmdlet after
/// another does not open it each time, and is then closed, so that its file is free.
/// </summary>
internal sealed class StoreRegistry(Func<StoreAddress, AsyncStore> open, TimeProvider time)
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly Dictionary<StoreAddress, SharedStore> _stores = [];

    public static StoreRegistry Shared { get; } = new(StoreOpener.Open, TimeProvider.System);

    /// <summary>Opens a store or joins those who have it open.</summary>
    public StoreLease Lease(StoreAddress address)
    {
        SharedStore shared;
        lock (_gate)
        {
            if (!_stores.TryGetValue(address, out shared!))
            {
                shared = new SharedStore(address, open);
                _stores.Add(address, shared);
            }

            shared.Join();
        }

        return Open(shared);
    }

    /// <summary>Joins an open store by its inside; null when it was not opened here.</summary>
    public StoreLease? Find(IStore storage)
    {
        lock (_gate)
        {
            var shared = _stores.Values.FirstOrDefault(store => store.IsOpenAs(storage));
            shared?.Join();
            return shared is null ? null : new StoreLease(this, shared);
        }
    }

    /// <summary>The address of an open server store by the location that it shows; null when there is none.</summary>
    public StoreAddress? FindAddress(string location)
    {
        lock (_gate)
        {
            return _stores.Values.FirstOrDefault(store => store.IsServerAt(location))?.Address;
        }
    }

    public void Release(SharedStore shared)
    {
        lock (_gate)
        {
            if (shared.Leave())
            {
                shared.CloseLater(time.CreateTimer(_ => CloseIdle(shared), null, Linger, Timeout.InfiniteTimeSpan));
            }
        }
    }

    /// <summary>Closes a store at once if nobody uses it.</summary>
    public void CloseIdle(StoreAddress address)
    {
        SharedStore? shared;
        lock (_gate)
        {
            shared = _stores.GetValueOrDefault(address);
        }

        if (shared is not null)
        {
            CloseIdle(shared);
        }
    }

    /// <summary>Closes a store at once, used or not.</summary>
    public void Close(StoreAddress address)
    {
        SharedStore? shared;
        lock (_gate)
        {
            _stores.Remove(address, out shared);
        }

        shared?.Close();
    }

    /// <summary>Closes at once what nobody uses.</summary>
    public void CloseIdle()
    {
        List<SharedStore> idle;
        lock (_gate)
        {
            idle = [.. _stores.Values.Where(shared => !shared.IsUsed)];
        }

        idle.ForEach(CloseIdle);
    }

    /// <summary>Closes all, used or not: the process ends.</summary>
    public void CloseAll()
    {
        List<SharedStore> all;
        lock (_gate)
        {
            all = [.. _stores.Values];
            _stores.Clear();
        }

        all.ForEach(shared => shared.Close());
    }

    private StoreLease Open(SharedStore shared)
    {
        try
        {
            _ = shared.Store;
            return new StoreLease(this, shared);
        }
        catch
        {
            // Whoever asks next tries anew.
            lock (_gate)
            {
                shared.Leave();
                _stores.Remove(shared.Address);
            }

            throw;
        }
    }

    private void CloseIdle(SharedStore shared)
    {
        lock (_gate)
        {
            if (shared.IsUsed || !_stores.Remove(shared.Address))
            {
                return;
            }
        }

        shared.Close();
    }
}
