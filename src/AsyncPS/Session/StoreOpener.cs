using AsyncEngine;
using AsyncPS.Errors;

namespace AsyncPS.Session;

/// <summary>Opens stores the way the cmdlets need them.</summary>
internal static class StoreOpener
{
    public static AsyncStore Open(StoreAddress address)
    {
        if (StoreAddress.IsConnectionString(address.Path))
        {
            throw Refusals.PostgresNotSupported();
        }

        return AsyncStore.Open(address.Path, new StoreOptions
        {
            Durability = (AsyncEngine.Durability)address.Durability,
        });
    }

    /// <summary>Makes the folder of the user's own store, for nobody else's eyes.</summary>
    public static void CreateDefaultFolder(string storePath)
    {
        var folder = Path.GetDirectoryName(storePath)!; // A file in a folder, by construction.
        try
        {
            CreateFolder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refusals.DefaultFolderNotCreated(folder, error);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder); // Inherits the profile's permissions.
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
