namespace AsyncPS.Services.Installing;

/// <summary>The files that a service needs.</summary>
internal sealed record AccountNeeds
{
    /// <summary>Path of the store's file; null = it is on a server.</summary>
    public string? Store { get; init; }

    /// <summary>The program that it runs.</summary>
    public required string Shell { get; init; }

    /// <summary>Paths of the assemblies and modules that it loads, this module's manifest among them.</summary>
    public required IReadOnlyList<string> Libraries { get; init; }

    /// <summary>The file of its log; null = it has none.</summary>
    public string? Log { get; init; }
}
