using AsyncEngine;
using AsyncEngine.Storage;
using Microsoft.Extensions.Time.Testing;
using Unit.Storage.Contract;

namespace Unit.Model;

/// <summary>A store and its clock, on which sequences of steps are done one after the other; now and then a new store.</summary>
/// <param name="create">Makes a place for a store.</param>
/// <param name="begin">Where the clock stands.</param>
internal sealed class Stage(Func<IStoreFixture> create, DateTimeOffset begin) : IAsyncDisposable
{
    private const int SequencesOfAStore = 500;

    private IStoreFixture? _fixture;
    private IStore? _store;
    private int _left;

    public FakeTimeProvider Clock { get; private set; } = new(begin);

    public IStore Store => _store ?? throw new InvalidOperationException("No sequence is on.");

    private StoreOptions Options => new() { TimeProvider = Clock, Durability = Durability.Normal };

    /// <summary>Does a sequence.</summary>
    public async Task Do(Func<Task> rehearse)
    {
        if (_fixture is null || _left-- == 0)
        {
            await DisposeAsync();
            Clock = new FakeTimeProvider(begin);
            _left = SequencesOfAStore;
            _fixture = create();
            _store = _fixture.Open(Options);
        }

        try
        {
            await rehearse();
        }
        catch
        {
            // What is left in the store belongs to a sequence that broke off.
            await CloseAsync(_ => { });
            throw;
        }
    }

    /// <summary>As if the process had ended and another gone on.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = _fixture!.Open(Options);
    }

    /// <summary>Looks over the tables, and throws them away.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync(fixture => fixture.CheckInvariants());

    private async Task CloseAsync(Action<IStoreFixture> check)
    {
        if (_fixture is not { } fixture)
        {
            return;
        }

        _fixture = null;
        await Store.DisposeAsync();
        _store = null;
        check(fixture);
        await fixture.DisposeAsync();
    }
}
