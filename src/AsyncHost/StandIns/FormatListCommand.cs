using System.Management.Automation;
using AsyncHost.Engine;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Format-List</c>: the engine's own formatting behind it.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Takes the list's shape.</summary>
    public FormatListCommand() => this.FormatAs("List");
}
