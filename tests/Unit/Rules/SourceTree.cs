namespace Unit.Rules;

/// <summary>The repository that these tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string Root = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "AsyncPS.slnx")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"AsyncPS.slnx is in no folder above {AppContext.BaseDirectory}.");
    }
}
