namespace AsyncHost.Arguments;

/// <summary>The things the pocket host can be asked to do.</summary>
internal enum HostAction
{
    Help,
    Version,
    File,
    Command,
    CommandFromInput,
    Complain,
}
