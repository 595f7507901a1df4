using System.Text.Json;

namespace AsyncPS.Services.Units;

/// <summary>
/// The line of a unit that says that it is ours and what it runs. It is a comment to whoever manages the service, and the
/// only thing that is read back.
/// </summary>
internal sealed record ServiceMark
{
    private const string Word = "AsyncPS-Service: ";

    public required string Name { get; init; }

    public required ServiceKind Kind { get; init; }

    public required ServiceScope Scope { get; init; }

    public required string User { get; init; }

    public required string Store { get; init; }

    public required IReadOnlyList<string> Queues { get; init; }

    public required int Size { get; init; }

    public string? LogPath { get; init; }

    public required string Version { get; init; }

    /// <summary>One line. It has no <c>--</c>, which a comment of XML may not have.</summary>
    public static string Write(ServiceDefinition service) => Word + JsonSerializer.Serialize(new ServiceMark
    {
        Name = service.Name,
        Kind = service.Kind,
        Scope = service.Scope,
        User = service.User,
        Store = service.Store,
        Queues = service.Queues,
        Size = service.Size,
        LogPath = service.LogPath,
        Version = service.Version,
    }).Replace("-", "\\u002d", StringComparison.Ordinal);

    /// <summary>What a unit says about itself; null when it is not ours.</summary>
    public static ServiceMark? Read(string unit)
    {
        var at = unit.IndexOf(Word, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var start = at + Word.Length;
        var line = unit[start..].Split('\n', 2)[0];
        try
        {
            return JsonSerializer.Deserialize<ServiceMark>(line[..(line.LastIndexOf('}') + 1)]);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
