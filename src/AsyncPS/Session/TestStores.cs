using System.Collections.Concurrent;
using AsyncEngine.Testing;
using AsyncPS.Errors;

namespace AsyncPS.Session;

/// <summary>The stores for tests of this process, by their addresses. Thread-safe.</summary>
internal sealed class TestStores
{
    private readonly ConcurrentDictionary<StoreAddress, ManualClock> _clocks = new();
    private readonly ConcurrentDictionary<StoreAddress, TestStore> _stores = new();

    // It closes them at the end of the process.
    private TestStores() => _ = LocalDispatchers.Shared;

    public static TestStores Shared { get; } = new();

    /// <summary>The clock of the store there, if it is one for tests.</summary>
    public ManualClock? FindClock(StoreAddress address) => _clocks.GetValueOrDefault(address);

    public bool Has(StoreAddress address) => _stores.ContainsKey(address);

    public TestStore Get(StoreAddress address) =>
        _stores.TryGetValue(address, out var found) ? found : throw Refusals.NotATestStore(address.ToString());

    /// <summary>Makes one.</summary>
    public TestStore Create(string? path, bool inMemory, DateTimeOffset? start, string? manifest)
    {
        var place = TestPlace.Choose(path, inMemory);
        var address = new StoreAddress(place.Path, Durability.Normal);
        if (Has(address))
        {
            throw Refusals.ArgumentInvalid($"'{place.Path}' is a test store already. Disconnect it first.", place.Path);
        }

        StoreRegistry.Shared.CloseIdle(address); // So that it is opened with the clock.
        _clocks[address] = new ManualClock(start ?? TimeProvider.System.GetUtcNow());
        try
        {
            return Open(place, address, manifest);
        }
        catch
        {
            _clocks.TryRemove(address, out _);
            place.Remove();
            throw;
        }
    }

    /// <summary>Stops what runs on it and takes it away. What does not let go leaves it as it is (R258).</summary>
    public void Remove(StoreAddress address)
    {
        if (_stores.TryGetValue(address, out var store))
        {
            store.Engine.CloseAsync().ConfigureAwait(false).GetAwaiter().GetResult();
            Forget(store);
        }
    }

    /// <summary>Takes away those of a session that ends.</summary>
    public void RemoveOf(ShellSession session) =>
        _stores.Values.Where(store => ReferenceEquals(store.Session, session)).ToList().ForEach(Forget);

    /// <summary>Takes all away: the process ends.</summary>
    public void RemoveAll() => _stores.Values.ToList().ForEach(Forget);

    private TestStore Open(TestPlace place, StoreAddress address, string? manifest)
    {
        var lease = StoreRegistry.Shared.Lease(address);
        if (lease.Store.Options.TimeProvider is not ManualClock clock)
        {
            lease.Dispose();
            throw Refusals.ArgumentInvalid($"'{place.Path}' is in use in this process as a store that keeps real time.");
        }

        var settings = new DispatcherSettings
        {
            Queues = ["default"],
            Size = 3,
            AgentName = "test",
            PollInterval = TimeSpan.FromSeconds(5),
            PingInterval = TimeSpan.FromSeconds(30),
            DeathInterval = TimeSpan.FromSeconds(60),
            ModulePath = manifest,
        };
        var host = DispatcherLaunch.Host(settings, lease);
        var options = new TestStoreOptions { Dispatcher = DispatcherLaunch.Options(settings, host) };
        var engine = new AsyncTestStore(lease.Store, clock, options, () => Task.CompletedTask);
        return _stores[address] = new TestStore(engine, place, lease, Sessions.Current, host);
    }

    private void Forget(TestStore store)
    {
        _stores.TryRemove(store.Address, out _);
        store.Close();
        _clocks.TryRemove(store.Address, out _);
    }
}
