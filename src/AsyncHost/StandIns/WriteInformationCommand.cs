using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Write-Information</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Information")]
public sealed class WriteInformationCommand : PSCmdlet
{
    /// <summary>The message: text or any object.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [AllowNull]
    public object? MessageData { get; set; }

    /// <summary>Words to find the record by; those that begin with PS belong to the engine.</summary>
    [Parameter(Position = 1)]
    public string[] Tags { get; set; } = [];

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Tags.FirstOrDefault(tag => tag.StartsWith("PS", StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSInvalidOperationException($"The prefix 'PS' of the tag '{reserved}' is reserved for the engine."),
                "PSPrefixReservedInInformationTag",
                ErrorCategory.InvalidArgument,
                reserved));
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteInformation(MessageData, Tags);
}
