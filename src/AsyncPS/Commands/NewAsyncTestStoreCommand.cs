using AsyncPS.Commands.Parameters;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>Makes a store for tests, whose clock stands still until Step-AsyncClock moves it.</summary>
/// <remarks>It lives in this process alone, and is removed by Disconnect-AsyncStore or with its session.</remarks>
[Cmdlet(VerbsCommon.New, "AsyncTestStore", DefaultParameterSetName = TemporarySet)]
[OutputType(typeof(Store))]
public sealed class NewAsyncTestStoreCommand : AsyncCmdlet
{
    private const string TemporarySet = "Temporary";
    private const string PathSet = "Path";

    /// <summary>Path of the store's file, which then stays when the store is disconnected. Default: a temporary file.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public StoreRef Path { get; set; } = null!;

    /// <summary>What its clock shows at first. Default: the present moment.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Keeps its file in the machine's memory, where the system has a place for that.</summary>
    [Parameter(ParameterSetName = TemporarySet)]
    public SwitchParameter InMemory { get; set; }

    /// <summary>Connects this session to it, and writes nothing.</summary>
    [Parameter]
    public SwitchParameter Connect { get; set; }

    private protected override void End()
    {
        var path = ParameterSetName == PathSet
            ? new StoreResolver(SessionState.Path).Address(Path.Location).Path
            : null;
        var store = TestStores.Shared.Create(path, InMemory, StartTime, OwnManifest());
        if (Connect)
        {
            Sessions.Current.Connect(StoreRegistry.Shared.Lease(store.Address));
            return;
        }

        WriteObject(new Store(Await(store.Engine.Store.DescribeAsync)));
    }
}
