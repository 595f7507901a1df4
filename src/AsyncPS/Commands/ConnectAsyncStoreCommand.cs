using AsyncPS.Errors;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Makes a store the one that this session's cmdlets work on.</summary>
/// <remarks>
/// The file is created if there is none. The connection is the session's own: other runspaces, and jobs, have theirs.
/// </remarks>
[Cmdlet(VerbsCommunications.Connect, "AsyncStore", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Store))]
public sealed class ConnectAsyncStoreCommand : AsyncCmdlet
{
    private const string PathSet = "Path";
    private const string ConnectionStringSet = "ConnectionString";

    /// <summary>Path of the store's file. It is created, with its folder, if it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public StoreRef Path { get; set; } = null!;

    /// <summary>
    /// Connection string (Host=...;Database=...;Username=...) or URL (postgres://user@host/database) of a PostgreSQL
    /// server. Words for TLS and the like are handed on to the driver. It is never shown or logged; leave the password
    /// out where the server can tell who you are, or keep it in a password file (.pgpass).
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionStringSet)]
    [ValidateNotNullOrEmpty]
    public string ConnectionString { get; set; } = null!;

    /// <summary>The schema of the database that is the store. It is created, with its tables, if it does not exist.</summary>
    /// <value>Default: asyncps.</value>
    [Parameter(ParameterSetName = ConnectionStringSet)]
    [ValidateNotNullOrEmpty]
    public string? Schema { get; set; }

    /// <summary>
    /// What a commit waits for. Full, the default: the disk has the data. Normal: the operating system has it, which is
    /// faster and may lose the last moments in a power cut, never in a crash of the process.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    public Durability Durability { get; set; }

    /// <summary>Writes the store to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        var address = ParameterSetName == ConnectionStringSet
            ? Server()
            : new StoreResolver(SessionState.Path).Address(Path.Location, Durability);
        StoreRegistry.Shared.CloseIdle(address); // So that -Durability can take effect.
        var lease = StoreRegistry.Shared.Lease(address);
        Sessions.Current.Connect(lease);
        if (!address.IsServer && lease.Address.Durability != Durability)
        {
            WriteWarning(
                $"The store '{address.Path}' is in use in this process with durability {lease.Address.Durability}; " +
                "it stays so until all that use it have let it go.");
        }

        if (PassThru)
        {
            WriteObject(new Store(Await(lease.Store.Storage.DescribeAsync)));
        }
    }

    private StoreAddress Server() => StoreAddress.IsConnectionString(ConnectionString)
        ? new StoreAddress(ConnectionString, AsyncPS.Durability.Full, Schema)
        : throw Refusals.NotAConnectionString();
}
