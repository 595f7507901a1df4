using System.Management.Automation;
using AsyncHost.Engine;

namespace Microsoft.PowerShell.Commands;

/// <summary>Stands in for <c>Write-Error</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = FromMessage)]
public sealed class WriteErrorCommand : PSCmdlet
{
    private const string FromMessage = "NoException";
    private const string FromException = "WithException";
    private const string FromRecord = "ErrorRecord";

    /// <summary>The error's exception.</summary>
    [Parameter(Position = 0, ParameterSetName = FromException, Mandatory = true)]
    public Exception? Exception { get; set; }

    /// <summary>The error's text.</summary>
    [Parameter(Position = 0, ParameterSetName = FromMessage, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = FromException)]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    /// <summary>A record to write again.</summary>
    [Parameter(Position = 0, ParameterSetName = FromRecord, Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>The error's category.</summary>
    [Parameter(ParameterSetName = FromMessage)]
    [Parameter(ParameterSetName = FromException)]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    /// <summary>The error's id.</summary>
    [Parameter(ParameterSetName = FromMessage)]
    [Parameter(ParameterSetName = FromException)]
    public string ErrorId { get; set; } = "";

    /// <summary>The object that was worked on.</summary>
    [Parameter(ParameterSetName = FromMessage)]
    [Parameter(ParameterSetName = FromException)]
    public object? TargetObject { get; set; }

    /// <summary>What the reader should do.</summary>
    [Parameter]
    public string RecommendedAction { get; set; } = "";

    /// <summary>The activity to name in the category.</summary>
    [Parameter]
    [Alias("Activity")]
    public string CategoryActivity { get; set; } = "";

    /// <summary>The reason to name in the category.</summary>
    [Parameter]
    [Alias("Reason")]
    public string CategoryReason { get; set; } = "";

    /// <summary>The target's name in the category.</summary>
    [Parameter]
    [Alias("TargetName")]
    public string CategoryTargetName { get; set; } = "";

    /// <summary>The target's type in the category.</summary>
    [Parameter]
    [Alias("TargetType")]
    public string CategoryTargetType { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        ErrorRecord error = ErrorRecord is null ? NewRecord() : new ErrorRecord(ErrorRecord, null);
        if (RecommendedAction.Length > 0)
        {
            error.ErrorDetails ??= new ErrorDetails(error.ToString());
            error.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        SetIfGiven(CategoryReason, value => error.CategoryInfo.Reason = value);
        SetIfGiven(CategoryTargetName, value => error.CategoryInfo.TargetName = value);
        SetIfGiven(CategoryTargetType, value => error.CategoryInfo.TargetType = value);
        SetIfGiven(CategoryActivity, value => error.CategoryInfo.Activity = value);
        if (GetVariableValue("MyInvocation") is InvocationInfo writer)
        {
            error.AttributeTo(writer);
            error.CategoryInfo.Activity = CategoryActivity.Length > 0 ? CategoryActivity : "Write-Error";
        }

        WriteError(error);
    }

    private static void SetIfGiven(string value, Action<string> set)
    {
        if (value.Length > 0)
        {
            set(value);
        }
    }

    private ErrorRecord NewRecord()
    {
        Exception exception = Exception ?? new WriteErrorException(Message);
        string id = ErrorId.Length > 0 ? ErrorId : exception.GetType().FullName!;
        ErrorRecord error = new(exception, id, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message))
        {
            error.ErrorDetails = new ErrorDetails(Message);
        }

        return error;
    }
}
