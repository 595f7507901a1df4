using System.Management.Automation.Runspaces;

namespace AsyncHost.Arguments;

/// <summary>What the command line asks for.</summary>
internal sealed record HostArguments
{
    public HostAction Action { get; init; } = HostAction.Help;

    /// <summary>The script's path, the command's text, or the complaint about the command line.</summary>
    public string Text { get; init; } = "";

    /// <summary>The script's own arguments, in the engine's form.</summary>
    public IReadOnlyList<CommandParameter> Parameters { get; init; } = [];

    /// <value>True when nobody may be asked anything.</value>
    public bool NonInteractive { get; init; }
}
