using AsyncPS.Errors;

namespace AsyncPS.Services.Installing;

/// <summary>Sees, before anything is written, that this account may change the file of a service.</summary>
internal static class FolderCheck
{
    /// <exception cref="AsyncEngineException"><c>ServiceAccessDenied</c>.</exception>
    public static void RequireWritable(string path)
    {
        if (!OperatingSystem.IsWindows() && UnixSystem.FindAccount(Environment.UserName) is { } account &&
            UnixAccess.Refusal(
                account, UnixSystem.Way(Path.GetDirectoryName(path)!), UnixAccess.Write | UnixAccess.Enter) is { } refusal)
        {
            throw Refusals.ServiceAccessDenied(path, refusal);
        }
    }
}
