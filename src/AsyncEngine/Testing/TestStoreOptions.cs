using AsyncEngine.Dispatching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AsyncEngine.Testing;

/// <summary>How a store for tests is made.</summary>
public sealed class TestStoreOptions
{
    /// <summary>Path of the store's file, which then stays when the store is closed.</summary>
    /// <value>Default: null, a file in a folder of its own that goes with the store.</value>
    public string? Path { get; init; }

    /// <summary>
    /// Keeps the file in the memory of the machine where the system has a place for that (Linux: <c>/dev/shm</c>), else
    /// in the temporary folder. Not with <see cref="Path"/>.
    /// </summary>
    /// <value>Default: no.</value>
    public bool InMemory { get; init; }

    /// <summary>What the clock shows at first.</summary>
    /// <value>Default: the present moment.</value>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>
    /// How long a call may run, in real time, before the clock goes on without it. A call that ends sooner is waited
    /// for, however the machine is loaded.
    /// </summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How the test's own dispatcher works, which runs jobs during steps while no other dispatcher runs on the store.
    /// Queues that its agents do not serve get one of size 3.
    /// </summary>
    /// <value>Default: null, a dispatcher with default options.</value>
    public DispatcherOptions? Dispatcher { get; init; }

    /// <summary>Where the engine logs to.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
