namespace AsyncPS.Commands;

/// <summary>Creates queues.</summary>
[Cmdlet(VerbsCommon.New, "AsyncQueue", SupportsShouldProcess = true)]
[OutputType(typeof(Queue))]
public sealed class NewAsyncQueueCommand : StoreCmdlet
{
    /// <summary>Names of the queues. Case does not matter; they are shown as written here.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = null!;

    /// <summary>What the queues are for.</summary>
    [Parameter]
    public string? Description { get; set; }

    private protected override void Process()
    {
        foreach (var name in Name)
        {
            if (ShouldProcess(name, "Create queue"))
            {
                Try(() => Create(name));
            }
        }
    }

    private void Create(string name)
    {
        Await(token => Storage.Queues.CreateAsync([name], Description, token));
        var created = Await(Storage.Queues.ListAsync).First(
            queue => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase));
        WriteObject(new Queue(created, Clock.GetUtcNow()));
    }
}
