namespace AsyncHost.Running;

/// <summary>The exit codes that do not come from a script; those of pwsh.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Error = 1;
    public const int BadCommandLine = 64;

    /// <summary>A process that a signal stops answers with this and the signal's number.</summary>
    public const int StoppedBySignal = 128;
}
