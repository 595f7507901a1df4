using System.Text;
using AsyncPS.Services.Units;

namespace AsyncPS.Services.Installing;

/// <summary>Files of services: written whole or not at all, and read back.</summary>
internal static class UnitFile
{
    public static void Write(PlannedFile file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var draft = $"{file.Path}.{Guid.NewGuid():n}.new";
        try
        {
            File.WriteAllText(draft, file.Content, file.IsUtf16 ? Encoding.Unicode : new UTF8Encoding(false));
            if (!OperatingSystem.IsWindows())
            {
                // Units are no secret, and managers complain about ones that others can write.
                File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite |
                    UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            File.Move(draft, file.Path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The services of AsyncPS that a folder has, with the paths of their files.</summary>
    public static IEnumerable<(ServiceMark Mark, string Path)> List(ServicePlaces places, ServiceKind kind, ServiceScope scope)
    {
        var folder = places.Folder(kind, scope);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*" + ServicePlaces.Extension(kind)).Order(StringComparer.Ordinal))
        {
            if (Read(path) is { } mark)
            {
                yield return (mark, path);
            }
        }
    }

    /// <summary>What a file says of itself; null when it is not ours or cannot be read.</summary>
    public static ServiceMark? Read(string path)
    {
        try
        {
            return ServiceMark.Read(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
