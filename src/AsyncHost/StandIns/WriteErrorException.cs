namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that <c>Write-Error</c> made from text; its name is such an error's id.</summary>
public sealed class WriteErrorException : SystemException
{
    /// <summary>An error without text.</summary>
    public WriteErrorException()
    {
    }

    /// <summary>An error with text.</summary>
    public WriteErrorException(string? message)
        : base(message)
    {
    }

    /// <summary>An error with text and cause.</summary>
    public WriteErrorException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
