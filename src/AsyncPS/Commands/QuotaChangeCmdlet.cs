using AsyncPS.Completion;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that does one thing to each of the quotas that were named or piped.</summary>
public abstract class QuotaChangeCmdlet : QuotaCmdlet
{
    private protected const string NameSet = "Name";
    private protected const string InputObjectSet = "InputObject";

    private protected QuotaChangeCmdlet()
    {
    }

    /// <summary>Names of quotas, or patterns.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QuotaCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>The queue that the quotas belong to. Default: default.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = "default";

    /// <summary>Quotas, as Get-AsyncQuota writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ValidateNotNullOrEmpty]
    public Quota[] InputObject { get; set; } = null!;

    /// <summary>What is done, in the user's words, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    private protected abstract void Change(string queue, string name);

    private protected override void Process()
    {
        var quotas = ParameterSetName == InputObjectSet
            ? InputObject.Select(quota => (quota.Queue, quota.Name))
            : Find(Name, Queue).Select(quota => (quota.Queue, quota.Name));
        foreach (var (queue, name) in quotas)
        {
            if (ShouldProcess($"{name} (queue {queue})", Action))
            {
                Try(() => Change(queue, name));
            }
        }
    }
}
