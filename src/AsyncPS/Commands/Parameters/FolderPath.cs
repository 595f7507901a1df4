using AsyncPS.Errors;

namespace AsyncPS.Commands.Parameters;

/// <summary>What a folder's path means to a worker, which is somewhere else.</summary>
internal static class FolderPath
{
    /// <summary>The full path, as from here. The folder need not exist: it belongs to the dispatcher's machine.</summary>
    public static string Of(string path, PathIntrinsics paths)
    {
        var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem"
            ? full
            : throw Refusals.ArgumentInvalid(
                $"'{path}' is a place of the provider {provider.Name}. -WorkingDirectory takes a folder of the file system.",
                path);
    }
}
