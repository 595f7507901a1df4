namespace AsyncPS.Session;

/// <summary>What one session has open: the store that it is connected to. Its dispatchers are found by it.</summary>
internal sealed class ShellSession
{
    private readonly object _gate = new();
    private StoreLease? _connected;

    // A job's session ends with its job, and nothing tells us when: the store is let go with the object.
    ~ShellSession() => _connected?.Dispose();

    /// <summary>Where the connected store is; null when none is.</summary>
    public StoreAddress? ConnectedTo
    {
        get
        {
            lock (_gate)
            {
                return _connected?.Address;
            }
        }
    }

    /// <summary>A lease of the connected store for the caller; null when none is connected.</summary>
    public StoreLease? LeaseConnected()
    {
        lock (_gate)
        {
            return _connected?.Share();
        }
    }

    /// <summary>Takes over a lease; what was connected before is let go.</summary>
    public void Connect(StoreLease lease)
    {
        lock (_gate)
        {
            _connected?.Dispose();
            _connected = lease;
        }
    }

    /// <summary>Lets go of the connected store.</summary>
    /// <returns>Where it was; null when none was connected.</returns>
    public StoreAddress? Disconnect()
    {
        lock (_gate)
        {
            var address = _connected?.Address;
            _connected?.Dispose();
            _connected = null;
            return address;
        }
    }

    /// <summary>Ends all that the session has open. Dispatchers are stopped within a bound.</summary>
    public void Close()
    {
        LocalDispatchers.Shared.StopOf(this);
        Disconnect();
        TestStores.Shared.RemoveOf(this);
        StoreRegistry.Shared.CloseIdle();
    }
}
