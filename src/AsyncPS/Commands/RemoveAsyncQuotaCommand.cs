namespace AsyncPS.Commands;

/// <summary>Removes quotas. Jobs that name them go on without a limit.</summary>
[Cmdlet(VerbsCommon.Remove, "AsyncQuota", SupportsShouldProcess = true, DefaultParameterSetName = NameSet)]
public sealed class RemoveAsyncQuotaCommand : QuotaChangeCmdlet
{
    private protected override string Action => "Remove quota";

    private protected override void Change(string queue, string name) =>
        Await(token => Storage.Quotas.RemoveAsync(queue, name, token));
}
