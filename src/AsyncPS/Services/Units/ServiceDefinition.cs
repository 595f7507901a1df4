namespace AsyncPS.Services.Units;

/// <summary>All that a service is to be, whoever manages it.</summary>
internal sealed record ServiceDefinition
{
    public required string Name { get; init; }

    public required ServiceKind Kind { get; init; }

    public required ServiceScope Scope { get; init; }

    /// <summary>The account that it runs as.</summary>
    public required string User { get; init; }

    /// <summary>The program and the arguments that come before the script's text: pwsh, or the pocket host.</summary>
    public required IReadOnlyList<string> Shell { get; init; }

    /// <summary>What the shell runs: <see cref="StartScript"/>.</summary>
    public required string Script { get; init; }

    /// <summary>Path of the store's file, or a server's address without a password.</summary>
    public required string Store { get; init; }

    public required IReadOnlyList<string> Queues { get; init; }

    public required int Size { get; init; }

    public string? LogPath { get; init; }

    /// <summary>How long running jobs have when it stops.</summary>
    public required TimeSpan StopTimeout { get; init; }

    /// <summary>After how much silence it counts as hung.</summary>
    public required TimeSpan DeathInterval { get; init; }

    /// <summary>Version of the module that made it.</summary>
    public required string Version { get; init; }

    /// <summary>Environment variables that it needs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// How long the manager waits for its end before it kills it: jobs that do not obey have a grace after the time that
    /// they are given, and then the goodbye has to be written.
    /// </summary>
    public TimeSpan KillAfter => StopTimeout + TimeSpan.FromSeconds(20);

    /// <summary>The program, its arguments and the script's text.</summary>
    public IReadOnlyList<string> CommandLine => [.. Shell, Script];
}
