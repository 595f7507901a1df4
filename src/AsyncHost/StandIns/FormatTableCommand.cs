using System.Management.Automation;
using AsyncHost.Engine;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Format-Table</c>: the engine's own formatting behind it.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Takes the table's shape.</summary>
    public FormatTableCommand() => this.FormatAs("Table");
}
