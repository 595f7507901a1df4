using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Services.Installing;
using AsyncPS.Services.Units;

namespace AsyncPS.Commands;

/// <summary>Stops a service that Register-AsyncService has made, and removes it. Its store and its log stay.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "AsyncService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class UnregisterAsyncServiceCommand : AsyncCmdlet
{
    /// <summary>The names of the services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[] Name { get; set; } = null!;

    /// <summary>The machine's service or this account's. Default: whichever there is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ServiceScope? Scope { get; set; }

    private protected override void Process()
    {
        foreach (var name in Name)
        {
            Try(() => Remove(name));
        }
    }

    private void Remove(string name)
    {
        var found = ServiceList.Read(kinds: null, Scope is { } scope ? [scope] : null)
            .Where(each => string.Equals(each.Mark.Name, name, StringComparison.Ordinal)).ToList();
        switch (found)
        {
            case []:
                throw Refusals.ServiceNotFound(name);
            case [var (mark, path)]:
                var plan = ServicePlans.Remove(mark.Name, mark.Kind, mark.Scope, path);
                new ServiceChange(this, mark.Kind, mark.Scope).Do(
                    plan, $"Remove the service {name}", () => FolderCheck.RequireWritable(path));
                break;
            default:
                throw Refusals.ArgumentInvalid(
                    $"There are two services '{name}': this account's and the machine's. Say which with -Scope.", name);
        }
    }
}
