namespace AsyncEngine.Testing;

/// <summary>Where the file of a test store is.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Folder">The folder that goes with the store; null when the path was given.</param>
internal sealed record TestPlace(string Path, string? Folder)
{
    private const string Memory = "/dev/shm";

    public static TestPlace Choose(string? path, bool inMemory)
    {
        if (path is not null)
        {
            return inMemory
                ? throw new AsyncEngineException(
                    ErrorIds.ArgumentInvalid, "A test store in memory has no path of its own. Give one of both.")
                : new TestPlace(System.IO.Path.GetFullPath(path), null);
        }

        var parent = inMemory && Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath();
        var folder = System.IO.Path.Combine(parent, $"asyncps-test-{Guid.NewGuid():N}");
        return new TestPlace(System.IO.Path.Combine(folder, "jobs.db"), folder);
    }

    /// <summary>Removes the folder. What somebody else still holds there stays.</summary>
    public void Remove()
    {
        try
        {
            if (Folder is not null && Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
