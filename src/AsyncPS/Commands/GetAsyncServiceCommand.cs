using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Services.Installing;

namespace AsyncPS.Commands;

/// <summary>Gets the services that Register-AsyncService has made on this machine.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncService")]
[OutputType(typeof(Service))]
public sealed class GetAsyncServiceCommand : AsyncCmdlet
{
    /// <summary>Only services of these names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only the machine's, or only this account's.</summary>
    [Parameter]
    public ServiceScope[]? Scope { get; set; }

    /// <summary>Whose files are read. Default: those of the service manager of this machine.</summary>
    [Parameter]
    public ServiceKind[]? Kind { get; set; }

    private protected override void End()
    {
        var all = ServiceList.Read(Kind, Scope);
        foreach (var wanted in Name ?? ["*"])
        {
            var pattern = WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase);
            var found = all.Where(each => pattern.IsMatch(each.Mark.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                Try(() => throw Refusals.ServiceNotFound(wanted));
            }

            foreach (var (mark, path) in found)
            {
                WriteObject(ServiceList.Describe(mark, path));
            }
        }
    }
}
