using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>Gets quotas: size, slots taken, and the jobs that hold them.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncQuota")]
[OutputType(typeof(Quota))]
public sealed class GetAsyncQuotaCommand : QuotaCmdlet
{
    /// <summary>Names of quotas, or patterns. All quotas without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QuotaCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The queue whose quotas are meant. Those of all queues without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    private protected override void Process()
    {
        foreach (var quota in Find(Name, Queue))
        {
            WriteObject(new Quota(quota));
        }
    }
}
