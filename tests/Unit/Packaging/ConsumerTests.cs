using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace Unit.Packaging;

/// <summary>The package as its users get it, and the pages that they read.</summary>
public sealed class ConsumerTests(Consumer consumer) : IClassFixture<Consumer>
{
    [Fact]
    public void Programs_OfThePages_WriteWhatThePagesSay()
    {
        // In the order of the pages; that all blocks compile was seen when the project was built.
        Assert.Equal("report q3", consumer.Output[0]);
        Assert.Equal("q3: 4 pages", consumer.Output[1]);
    }

    [Fact]
    public void Objects_KeepTheirValues_WhateverTheHostsDefaultsForJsonAre() =>
        Assert.Equal("Order { Item = nails, Count = 10 }", consumer.Output[2]);

    [Fact]
    public void Package_Contains_TheLibraryItsCommentsAndItsPage()
    {
        using var package = Open("*.nupkg");

        Assert.Equal(
            ["AsyncEngine.nuspec", "README.md", "icon.png", "lib/net8.0/AsyncEngine.dll", "lib/net8.0/AsyncEngine.xml"],
            ContentOf(package));
    }

    [Fact]
    public void SymbolPackage_Contains_TheSymbols()
    {
        using var package = Open("*.snupkg");

        Assert.Equal(["AsyncEngine.nuspec", "lib/net8.0/AsyncEngine.pdb"], ContentOf(package));
    }

    [Fact]
    public void Package_Says_WhatItIsAndWhatItNeeds()
    {
        using var package = Open("*.nupkg");
        using var stream = package.GetEntry("AsyncEngine.nuspec")!.Open(); // see the test above
        var metadata = XDocument.Load(stream).Descendants().ToLookup(element => element.Name.LocalName);

        Assert.Equal("MIT", metadata["license"].Single().Value);
        Assert.Equal("README.md", metadata["readme"].Single().Value);
        Assert.Equal("icon.png", metadata["icon"].Single().Value);
        Assert.Equal("git", metadata["repository"].Single().Attribute("type")?.Value);
        Assert.StartsWith("https://", metadata["repository"].Single().Attribute("url")?.Value, StringComparison.Ordinal);
        var needs = metadata["dependency"].Select(dependency => dependency.Attribute("id")?.Value);
        Assert.Subset(
            new HashSet<string?>
            {
                "Microsoft.Data.Sqlite", "Npgsql", "Microsoft.Extensions.Logging.Abstractions", "Newtonsoft.Json", "Cronos",
            },
            needs.ToHashSet());
    }

    private ZipArchive Open(string pattern) =>
        ZipFile.OpenRead(Assert.Single(Directory.GetFiles(consumer.Packages, pattern)));

    // Without what every package has for the sake of its format.
    private static IEnumerable<string> ContentOf(ZipArchive package) =>
        package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal);
}
