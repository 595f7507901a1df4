namespace AsyncPS.Scripting.Capture;

/// <summary>A script as it was found when its job was added.</summary>
internal sealed record CapturedScript
{
    /// <summary>Its text, and the file that it came from if it came from one.</summary>
    public required CallText Call { get; init; }

    /// <summary>Values of its <c>$using:</c> expressions, by the expression's text.</summary>
    public required Dictionary<string, object?> Using { get; init; }

    /// <summary>
    /// Name of the module that the script block belongs to. Its private functions and variables are not there in a
    /// job, so a cmdlet may want to say so.
    /// </summary>
    public string? Module { get; init; }
}
