using AsyncPS.Errors;

namespace AsyncPS.Services.Installing;

/// <summary>
/// Sees, before anything is written, that the account of a service exists and may use what the service needs. On Windows
/// only whether the files are there: the rest the service says when it starts.
/// </summary>
internal static class AccountCheck
{
    private const string Missing = "there is no such file";

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] StoreEndings = ["", "-wal", "-shm"];

    // A module's path may do without its ending.
    private static readonly string[] LibraryEndings = ["", ".psd1", ".psm1", ".dll"];

    /// <param name="name">The account.</param>
    /// <param name="needs">What it must be able to use.</param>
    /// <exception cref="AsyncEngineException">
    /// <c>ServiceUserNotFound</c>, <c>ServiceStoreDenied</c>, <c>ServiceModuleDenied</c>, <c>LogUnavailable</c>.
    /// </exception>
    public static void Require(string name, AccountNeeds needs)
    {
        if (!File.Exists(needs.Shell))
        {
            throw Refusals.ServiceModuleDenied(name, needs.Shell, Missing);
        }

        var libraries = needs.Libraries.Select(path => Find(path) ?? throw Refusals.ServiceModuleDenied(name, path, Missing)).ToList();

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var account = UnixSystem.FindAccount(name) ?? throw Refusals.ServiceUserNotFound(name);
        if (needs.Store is { } store && StoreRefusal(account, store) is { } closed)
        {
            throw Refusals.ServiceStoreDenied(name, store, closed);
        }

        foreach (var program in libraries.Prepend(needs.Shell))
        {
            if (UnixAccess.Refusal(account, UnixSystem.Way(program), UnixAccess.Read) is { } unreadable)
            {
                throw Refusals.ServiceModuleDenied(name, program, unreadable);
            }
        }

        if ((File.GetUnixFileMode(needs.Shell) & Executable) == 0)
        {
            throw Refusals.ServiceModuleDenied(name, needs.Shell, "it is no program");
        }

        if (needs.Log is { } log && LogRefusal(account, log) is { } unwritable)
        {
            throw Refusals.ServiceLogDenied(name, log, unwritable);
        }
    }

    private static string? Find(string library) =>
        LibraryEndings.Select(ending => library + ending).FirstOrDefault(Path.Exists);

    private static string? LogRefusal(UnixAccount account, string log) => File.Exists(log)
        ? UnixAccess.Refusal(account, UnixSystem.Way(log), UnixAccess.Write)
        : UnixAccess.Refusal(
            account, UnixSystem.Way(Path.GetDirectoryName(log)!), UnixAccess.Write | UnixAccess.Enter);

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
