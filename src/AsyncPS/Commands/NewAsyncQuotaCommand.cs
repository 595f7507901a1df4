using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>Creates quotas: in one queue, a named maximum of jobs in progress, across all dispatchers.</summary>
[Cmdlet(VerbsCommon.New, "AsyncQuota", SupportsShouldProcess = true)]
[OutputType(typeof(Quota))]
public sealed class NewAsyncQuotaCommand : StoreCmdlet
{
    /// <summary>Names of the quotas. Case does not matter.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = null!;

    /// <summary>How many jobs of the quota may be in progress at once. Default: 1.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(0, int.MaxValue)]
    public int Size { get; set; } = 1;

    /// <summary>The queue that the quotas belong to. Default: default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = "default";

    private protected override void Process()
    {
        foreach (var name in Name)
        {
            if (ShouldProcess($"{name} (queue {Queue})", $"Create quota of size {Size}"))
            {
                Try(() => Create(name));
            }
        }
    }

    private void Create(string name)
    {
        Await(token => Storage.Quotas.CreateAsync(Queue, [name], Size, token));
        var created = Await(token => Storage.Quotas.ListAsync(Queue, token)).First(
            quota => string.Equals(quota.Name, name, StringComparison.OrdinalIgnoreCase));
        WriteObject(new Quota(created));
    }
}
