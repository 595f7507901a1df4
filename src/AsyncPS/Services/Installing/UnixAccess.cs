namespace AsyncPS.Services.Installing;

/// <summary>Whether an account may use a file, by owners and permissions. Pure.</summary>
/// <remarks>
/// It does not know access lists, mandatory access control or read-only file systems: what it refuses is refused by the
/// system too, what it allows may still fail.
/// </remarks>
internal static class UnixAccess
{
    public const int Read = 4;
    public const int Write = 2;
    public const int Enter = 1;

    /// <summary>Why an account cannot do that with a file; null = nothing stands against it.</summary>
    /// <param name="account">Who.</param>
    /// <param name="way">The file's facts and those of all folders above, from the root on.</param>
    /// <param name="wanted">What is to be done with the last of them.</param>
    public static string? Refusal(UnixAccount account, IReadOnlyList<FileFacts> way, int wanted)
    {
        if (way.Take(way.Count - 1).FirstOrDefault(folder => !May(account, folder, Enter)) is { } closed)
        {
            return $"it may not enter the folder '{closed.Path}'";
        }

        return May(account, way[^1], wanted) ? null : $"it may not {Verb(wanted)} '{way[^1].Path}'";
    }

    private static bool May(UnixAccount account, FileFacts file, int wanted)
    {
        if (account.Id == 0)
        {
            return true;
        }

        var bits = file.Owner == account.Id ? file.Mode >> 6
            : account.Groups.Contains(file.Group) ? file.Mode >> 3
            : file.Mode;
        return (bits & wanted) == wanted;
    }

    private static string Verb(int wanted) => (wanted & Write) != 0 ? "write to" : "read";
}
