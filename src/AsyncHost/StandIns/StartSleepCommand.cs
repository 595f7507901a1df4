using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Start-Sleep</c>.</summary>
[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = InSeconds)]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private const string InSeconds = "Seconds";
    private const string InMilliseconds = "Milliseconds";
    private const string AsDuration = "FromTimeSpan";

    private readonly ManualResetEventSlim _stopped = new();

    /// <summary>How long, in seconds.</summary>
    [Parameter(
        Position = 0, Mandatory = true, ParameterSetName = InSeconds,
        ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0.0, int.MaxValue / 1000)]
    public double Seconds { get; set; }

    /// <summary>How long, in milliseconds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InMilliseconds, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("ms")]
    public int Milliseconds { get; set; }

    /// <summary>How long.</summary>
    [Parameter(
        Position = 0, Mandatory = true, ParameterSetName = AsDuration,
        ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(ValidateRangeKind.NonNegative)]
    [Alias("ts")]
    public TimeSpan Duration { get; set; }

    /// <inheritdoc />
    public void Dispose() => _stopped.Dispose();

    /// <inheritdoc />
    protected override void ProcessRecord() => _stopped.Wait(ParameterSetName switch
    {
        InMilliseconds => TimeSpan.FromMilliseconds(Milliseconds),
        AsDuration => Duration,
        _ => TimeSpan.FromSeconds(Seconds),
    });

    /// <inheritdoc />
    protected override void StopProcessing() => _stopped.Set();
}
