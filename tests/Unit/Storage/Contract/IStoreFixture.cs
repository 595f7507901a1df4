using AsyncEngine;
using AsyncEngine.Storage;

namespace Unit.Storage.Contract;

/// <summary>A place for one store, empty at first and thrown away at the end.</summary>
internal interface IStoreFixture : IAsyncDisposable
{
    /// <summary>Opens the store; a second time, another store object on the same data.</summary>
    IStore Open(StoreOptions options);

    /// <summary>Looks at the tables for what must be true after any verb, and throws if it is not.</summary>
    void CheckInvariants();
}
