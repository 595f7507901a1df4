using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Lets go of the store that this session is connected to, or of one that was used by name.</summary>
/// <remarks>The file is closed unless somebody else in the process uses it, such as a running dispatcher.</remarks>
[Cmdlet(VerbsCommunications.Disconnect, "AsyncStore")]
public sealed class DisconnectAsyncStoreCommand : AsyncCmdlet
{
    /// <summary>
    /// A store that was used with -Store and not connected: its file is closed at once. Without it, the connected store.
    /// </summary>
    [Parameter(Position = 0)]
    public StoreRef? Store { get; set; }

    private protected override void End()
    {
        var session = Sessions.Current;
        var address = Store is null ? session.ConnectedTo : new StoreResolver(SessionState.Path).Address(Store.Location);
        if (address is null)
        {
            WriteVerbose("No store is connected.");
            return;
        }

        TestStores.Shared.Remove(address);
        if (address.Equals(session.ConnectedTo))
        {
            session.Disconnect();
        }

        StoreRegistry.Shared.CloseIdle(address);
    }
}
