namespace Unit.Packaging;

/// <summary>Where the sources are that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Release or Debug: the folder above the target framework's.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Release";

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException("These tests do not lie in a clone of the repository."),
        _ when File.Exists(Path.Combine(folder.FullName, "AsyncPS.slnx")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
