using Engine = AsyncEngine.Calls;
using AsyncPS.Errors;

namespace AsyncPS.Session;

/// <summary>Decides which store a cmdlet means.</summary>
internal sealed class StoreResolver(PathIntrinsics paths)
{
    public const string EnvironmentVariable = "ASYNCPS_STORE";

    /// <summary>The same, without ever making a file; null where there is none.</summary>
    public StoreUse? ResolveExisting(StoreRef? named)
    {
        if (named is null && (Sessions.Current.ConnectedTo is not null || Engine.JobContext.Current is not null))
        {
            return Resolve(null);
        }

        var location = named?.Location ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        var address = string.IsNullOrEmpty(location) ? new StoreAddress(StoreAddress.DefaultPath()) : Address(location);
        return OpenExisting(address);
    }

    /// <summary>Where the store is that a cmdlet means, without opening it.</summary>
    public StoreAddress Locate(StoreRef? named) =>
        named is not null ? Address(named.Location)
        : Sessions.Current.ConnectedTo
            ?? (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } location
                ? Address(location)
                : new StoreAddress(StoreAddress.DefaultPath()));

    /// <summary>Opens a store that is there; null when its file is not.</summary>
    public static StoreUse? OpenExisting(StoreAddress address) =>
        address.IsServer || File.Exists(address.Path) ? Open(address) : null;

    /// <summary>The named store, else the connected one, the job's, the environment's, the user's.</summary>
    public StoreUse Resolve(StoreRef? named)
    {
        if (named is not null)
        {
            return Open(Address(named.Location));
        }

        if (Sessions.Current.LeaseConnected() is { } connected)
        {
            return new StoreUse(connected.Store.Storage, connected);
        }

        if (Engine.JobContext.Current is { } job)
        {
            return new StoreUse(job.Storage, StoreRegistry.Shared.Find(job.Storage));
        }

        return Open(Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } location
            ? Address(location)
            : new StoreAddress(StoreAddress.DefaultPath()));
    }

    /// <summary>The address that a path, or a server's words, mean here; relative paths start at PowerShell's location.</summary>
    public StoreAddress Address(string location, Durability durability = Durability.Full)
    {
        if (StoreAddress.IsConnectionString(location))
        {
            // A store object has the location without its secrets: then the store is one that is open here.
            return StoreRegistry.Shared.FindAddress(location) ?? new StoreAddress(location);
        }

        var path = paths.GetUnresolvedProviderPathFromPSPath(location, out var provider, out _);
        return provider.Name == "FileSystem"
            ? new StoreAddress(Path.GetFullPath(path), durability)
            : throw Refusals.NotAFilePath(location, provider.Name);
    }

    private static StoreUse Open(StoreAddress address)
    {
        var lease = StoreRegistry.Shared.Lease(address);
        return new StoreUse(lease.Store.Storage, lease);
    }
}
