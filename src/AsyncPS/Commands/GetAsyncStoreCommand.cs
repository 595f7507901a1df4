namespace AsyncPS.Commands;

/// <summary>Tells which store the cmdlets work on: kind, location, versions, size and durability.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncStore")]
[OutputType(typeof(Store))]
public sealed class GetAsyncStoreCommand : StoreCmdlet
{
    private protected override void End() => WriteObject(new Store(Await(Storage.DescribeAsync)));
}
