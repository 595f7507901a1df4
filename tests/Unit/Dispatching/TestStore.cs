using AsyncEngine;
using AsyncEngine.Dispatching;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Unit.Dispatching;

/// <summary>A store in a folder of its own, and the dispatchers on it; all gone at the end.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("asyncps-").FullName;
    private readonly List<AsyncStore> _stores = [];
    private readonly List<Dispatcher> _dispatchers = [];

    public TestStore(TimeProvider? time = null, ILoggerFactory? log = null)
    {
        Options = new StoreOptions { TimeProvider = time ?? TimeProvider.System };
        if (log is not null)
        {
            Options = new StoreOptions { TimeProvider = Options.TimeProvider, LoggerFactory = log };
        }

        Store = Open();
        Queue = Store.Queue();
    }

    public StoreOptions Options { get; }

    public AsyncStore Store { get; }

    public JobQueue Queue { get; }

    /// <summary>The file opened once more, as another process would.</summary>
    public AsyncStore Open(StoreOptions? options = null)
    {
        var store = AsyncStore.Open(Path.Combine(_folder, "jobs.db"), options ?? Options);
        _stores.Add(store);
        return store;
    }

    public async Task<Dispatcher> StartAsync(DispatcherOptions? options = null, AsyncStore? store = null)
    {
        var dispatcher = New(options, store);
        await dispatcher.StartAsync(TestContext.Current.CancellationToken);
        return dispatcher;
    }

    public Dispatcher New(DispatcherOptions? options = null, AsyncStore? store = null)
    {
        var dispatcher = new Dispatcher(store ?? Store, options ?? new DispatcherOptions());
        _dispatchers.Add(dispatcher);
        return dispatcher;
    }

    /// <summary>Runs all that can run.</summary>
    public async Task DrainAsync(DispatcherOptions? options = null)
    {
        await using var dispatcher = await StartAsync(options);
        await dispatcher.DrainAsync(TestContext.Current.CancellationToken).WaitAsync(
            TimeSpan.FromSeconds(180), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var dispatcher in _dispatchers.Where(each => each.State == DispatcherState.Running))
        {
            await dispatcher.StopAsync(TimeSpan.Zero);
        }

        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
