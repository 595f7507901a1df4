using System.Globalization;

namespace AsyncPS.Services.Installing;

/// <summary>Asks a Unix system about accounts and files, with its own tools: .NET does not know owners.</summary>
internal static class UnixSystem
{
    /// <summary>An account by its name; null when there is none.</summary>
    public static UnixAccount? FindAccount(string name)
    {
        if (Command.Ask(["id", "-u", "--", name]) is not (0, var id) || Command.Ask(["id", "-G", "--", name]) is not (0, var groups))
        {
            return null;
        }

        return new UnixAccount(name, Number(id), [.. groups.Split(' ').Select(Number)]);
    }

    /// <summary>Facts of a file, or of what is there of its folders, from the root on.</summary>
    public static IReadOnlyList<FileFacts> Way(string path)
    {
        var files = new List<FileFacts>();
        var part = Path.GetPathRoot(path)!;
        var rest = new System.Collections.Generic.Queue<string>(path[part.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries));
        while (Facts(part) is { } facts)
        {
            files.Add(facts);
            if (!rest.TryDequeue(out var name))
            {
                break;
            }

            part = Path.Combine(part, name);
        }

        return files;
    }

    private static FileFacts? Facts(string path)
    {
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%u %g %Lp"] : ["-c", "%u %g %a"];
        if (Command.Ask(["stat", "-L", .. format, path]) is not (0, var text))
        {
            return null;
        }

        var words = text.Split(' ');
        return new FileFacts(path, Number(words[0]), Number(words[1]), Convert.ToInt32(words[2], 8));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
