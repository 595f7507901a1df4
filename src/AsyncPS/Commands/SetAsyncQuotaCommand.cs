namespace AsyncPS.Commands;

/// <summary>Changes the size of quotas. Jobs that hold slots go on, also when there are more of them than slots.</summary>
[Cmdlet(VerbsCommon.Set, "AsyncQuota", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
[OutputType(typeof(Quota))]
public sealed class SetAsyncQuotaCommand : QuotaChangeCmdlet
{
    /// <summary>How many jobs of the quota may be in progress at once. 0 holds them all back.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateRange(0, int.MaxValue)]
    public int Size { get; set; }

    /// <summary>Writes the quota to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Action => $"Change quota's size to {Size}";

    private protected override void Change(string queue, string name)
    {
        Await(token => Storage.Quotas.ResizeAsync(queue, name, Size, token));
        if (PassThru)
        {
            var quotas = Await(token => Storage.Quotas.ListAsync(queue, token));
            WriteObject(new Quota(quotas.First(quota => quota.Name == name)));
        }
    }
}
