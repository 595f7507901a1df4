using AsyncPS.Errors;

namespace AsyncPS.Services.Installing;

/// <summary>
/// Sees, before anything is written, that the account of a service exists and may use what the service needs. On Windows
/// nothing is checked: the service says it when it starts.
/// </summary>
internal static class AccountCheck
{
    private static readonly string[] StoreEndings = ["", "-wal", "-shm"];

    /// <param name="name">The account.</param>
    /// <param name="store">Path of the store's file; null = it is on a server.</param>
    /// <param name="programs">Files that it must be able to read.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>ServiceUserNotFound</c>, <c>ServiceStoreDenied</c>, <c>ServiceModuleDenied</c>.
    /// </exception>
    public static void Require(string name, string? store, IEnumerable<string> programs)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var account = UnixSystem.FindAccount(name) ?? throw Refusals.ServiceUserNotFound(name);
        if (store is not null && StoreRefusal(account, store) is { } closed)
        {
            throw Refusals.ServiceStoreDenied(name, store, closed);
        }

        foreach (var program in programs)
        {
            if (UnixAccess.Refusal(account, UnixSystem.Way(program), UnixAccess.Read) is { } unreadable)
            {
                throw Refusals.ServiceModuleDenied(name, program, unreadable);
            }
        }
    }

    // SQLite keeps two more files beside the store's while it is open.
    private static string? StoreRefusal(UnixAccount account, string store)
    {
        var folder = UnixAccess.Refusal(
            account, UnixSystem.Way(Path.GetDirectoryName(store)!), UnixAccess.Read | UnixAccess.Write | UnixAccess.Enter);
        return folder ?? StoreEndings
            .Select(ending => store + ending).Where(File.Exists)
            .Select(file => UnixAccess.Refusal(account, UnixSystem.Way(file), UnixAccess.Read | UnixAccess.Write))
            .FirstOrDefault(refusal => refusal is not null);
    }
}
