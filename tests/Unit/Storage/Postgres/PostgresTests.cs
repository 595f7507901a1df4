using AsyncEngine;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Tests of what only a store on a server does: each has a schema of its own, which is looked over at the end.</summary>
public abstract class PostgresTests : IAsyncLifetime
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected PostgresFixture Fixture { get; } = new();

    private protected IStore Store { get; set; } = null!;

    public ValueTask InitializeAsync()
    {
        Store = Fixture.Open(new StoreOptions());
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Fixture.CheckInvariants();
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
