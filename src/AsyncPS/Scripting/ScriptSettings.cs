using AsyncPS.Scripting.Isolation;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Scripting;

/// <summary>How a script job is run, as chosen when it was added.</summary>
internal sealed record ScriptSettings
{
    /// <summary>Nothing was chosen.</summary>
    public static ScriptSettings Default { get; } = new();

    /// <summary>Non-terminating errors and failing native commands end the job.</summary>
    public bool StopOnError { get; init; }

    /// <summary>Verbose records are kept.</summary>
    public bool Verbose { get; init; }

    /// <summary>Debug records are kept.</summary>
    public bool Debug { get; init; }

    /// <summary>Where the job starts, if that was captured.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Name of the culture for numbers and dates, if that was captured.</summary>
    public string? Culture { get; init; }

    /// <summary>Name of the culture for texts, if that was captured.</summary>
    public string? UICulture { get; init; }

    /// <summary>Functions of the caller that the job sees: the statements that define them.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Modules that are imported before the job starts.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>How far the job is kept apart, if that was chosen.</summary>
    public JobIsolation? Isolation { get; init; }

    /// <summary>How many bytes the job's process may have, if that was chosen.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>Whether the script finds its session other than a worker has it.</summary>
    public bool ChangeSession => this with { Isolation = null, MaxMemory = null } != Default;

    /// <summary>What the job's callbacks find as the job does: where it runs and what it can call.</summary>
    public ScriptSettings OfCallbacks() => Default with
    {
        WorkingDirectory = WorkingDirectory,
        Culture = Culture,
        UICulture = UICulture,
        Functions = Functions,
        Modules = Modules,
    };

    /// <summary>Encodes the settings; nothing chosen is no payload.</summary>
    public Payload Encode()
    {
        var parts = new List<KeyValuePair<string, object?>>();
        AddIf(parts, StopOnError, nameof(StopOnError), true);
        AddIf(parts, Verbose, nameof(Verbose), true);
        AddIf(parts, Debug, nameof(Debug), true);
        AddIf(parts, WorkingDirectory is not null, nameof(WorkingDirectory), WorkingDirectory);
        AddIf(parts, Culture is not null, nameof(Culture), Culture);
        AddIf(parts, UICulture is not null, nameof(UICulture), UICulture);
        AddIf(parts, Functions.Count > 0, nameof(Functions), Functions.ToArray());
        AddIf(parts, Modules.Count > 0, nameof(Modules), Modules.ToArray());
        AddIf(parts, Isolation is not null, nameof(Isolation), Isolation?.ToString());
        AddIf(parts, MaxMemory is not null, nameof(MaxMemory), MaxMemory);
        if (parts.Count == 0)
        {
            return Payload.Empty;
        }

        var writer = ScriptValues.Codec.Rent();
        writer.WriteRecord(parts, [], parts);
        return ScriptValues.Codec.Return(writer);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static ScriptSettings Decode(Payload payload)
    {
        var settings = Default;
        if (payload.IsEmpty)
        {
            return settings;
        }

        foreach (var (name, value) in ScriptValues.Codec.DecodeRecord(payload))
        {
            settings = name switch
            {
                nameof(StopOnError) => settings with { StopOnError = true },
                nameof(Verbose) => settings with { Verbose = true },
                nameof(Debug) => settings with { Debug = true },
                nameof(WorkingDirectory) => settings with { WorkingDirectory = (string?)value },
                nameof(Culture) => settings with { Culture = (string?)value },
                nameof(UICulture) => settings with { UICulture = (string?)value },
                nameof(Functions) => settings with { Functions = (string[])value! },
                nameof(Modules) => settings with { Modules = (string[])value! },
                nameof(Isolation) => settings with { Isolation = IsolationChoice.Read((string?)value) },
                nameof(MaxMemory) => settings with { MaxMemory = (long?)value },
                _ => settings, // Written by a newer version for a purpose that this one does not have.
            };
        }

        return settings;
    }

    private static void AddIf(
        List<KeyValuePair<string, object?>> parts, bool condition, string name, object? value)
    {
        if (condition)
        {
            parts.Add(new(name, value));
        }
    }
}
