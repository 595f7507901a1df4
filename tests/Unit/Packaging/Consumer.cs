using Xunit;

namespace Unit.Packaging;

/// <summary>
/// The package, and a project outside the repository that takes it from a folder and runs what the pages show. Made
/// once; nothing is fetched: what the package needs lies in this machine's package folder since it was built.
/// </summary>
public sealed class Consumer : IAsyncLifetime
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="AsyncEngine" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("asyncengine-").FullName;

    /// <summary>The folder with the package and its symbols.</summary>
    public string Packages => Path.Combine(_root, "packages");

    /// <summary>What the programs in the pages wrote, by lines.</summary>
    public IReadOnlyList<string> Output { get; private set; } = [];

    private string Folder => Path.Combine(_root, "consumer");

    public async ValueTask InitializeAsync()
    {
        await DotNetCommand.RunAsync(
            Repository.Root, "pack", Repository.PathOf("src", "AsyncEngine"), "-c", Repository.Configuration,
            "--no-build", "-o", Packages, "-v", "q");
        WriteProject();
        var bin = Path.Combine(_root, "bin");
        await DotNetCommand.RunAsync(Folder, "build", "-c", "Release", "-o", bin, "-v", "q");
        var output = await DotNetCommand.RunAsync(Folder, Path.Combine(bin, "Consumer.dll"));
        Output = output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void WriteProject()
    {
        Directory.CreateDirectory(Folder);
        Write("nuget.config", Sources());
        Write("Consumer.csproj", Project);
        Write("Types.cs", DocumentedNames.Types);
        string[] pages = [Repository.PathOf("README.md"), Repository.PathOf("src", "AsyncEngine", "README.md")];
        var blocks = pages.SelectMany(page => CodeBlock.TextsOf(File.ReadAllText(page)))
            .Select((text, index) => new CodeBlock(index, text)).ToList();
        blocks.ForEach(block => Write($"Block{block.Number}.cs", block.ToSource()));
        var runs = blocks.Where(block => block.IsProgram).Select(block => $"await Block{block.Number}.Runner.RunAsync();");
        Write("Program.cs", DocumentedNames.Main.Replace("{0}", string.Join('\n', runs), StringComparison.Ordinal));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    // A package folder of its own: this version of the package must not stay behind in the machine's.
    private string Sources() => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{Path.Combine(_root, "restored")}" /></config>
          <packageSources><clear /><add key="packed" value="{Packages}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="machine" value="{MachineFolder()}" /></fallbackPackageFolders>
        </configuration>
        """;

    private static string MachineFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
