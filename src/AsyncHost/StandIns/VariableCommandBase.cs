using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the variable commands share: the scope, as far as the engine's public surface knows scopes.</summary>
public abstract class VariableCommandBase : PSCmdlet
{
    private static readonly string[] Known = ["global", "local", "script", "private"];

    /// <summary>Global, Local or Script.</summary>
    /// <value>Default: the scope of the caller and, to read, those around it.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    /// <summary>The name with its scope in front.</summary>
    private protected string Qualified(string name) => Scope is null ? name : Scope + ":" + name;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Scope is not null && !Known.Contains(Scope, StringComparer.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSNotSupportedException(
                    $"AsyncHost's variable commands do not know the scope '{Scope}': they have Global, Local and Script. "
                    + "Run the script in pwsh to address scopes by number."),
                "ScopeNotSupported",
                ErrorCategory.NotImplemented,
                Scope));
        }
    }
}
