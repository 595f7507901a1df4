namespace AsyncPS.Scripting.Capture;

/// <summary>Turns script blocks and script files into calls that can be stored.</summary>
internal static class ScriptCapture
{
    /// <summary>
    /// Captures a script block: its text, and the <c>$using:</c> values of the caller's session. Must be called on
    /// the pipeline's thread. <c>ScriptInvalid</c> for a <c>$using:</c> of what the caller does not have.
    /// </summary>
    public static CapturedScript FromBlock(ScriptBlock block, SessionState session) => new()
    {
        Call = new CallText(CallKind.Script, block.ToString()),
        Using = UsingCapture.Evaluate(block.Ast, session, fileName: null),
        Module = block.Module?.Name,
    };

    /// <summary>
    /// Captures a script text. <c>ScriptInvalid</c>, with line and column, if it does not parse.
    /// </summary>
    /// <param name="text">The script.</param>
    /// <param name="session">The caller's session.</param>
    /// <param name="fullPath">Full path of its file: fills <c>$PSScriptRoot</c> and names the file in stacks.</param>
    public static CapturedScript FromText(string text, SessionState session, string? fullPath = null) => new()
    {
        Call = new CallText(CallKind.Script, text, fullPath),
        Using = UsingCapture.Evaluate(ScriptSyntax.Parse(text, fullPath), session, fullPath),
    };

    /// <summary>Captures a script file by its full path.</summary>
    public static CapturedScript FromFile(string fullPath, SessionState session)
    {
        try
        {
            return FromText(File.ReadAllText(fullPath), session, fullPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AsyncEngineException(
                ErrorIds.ScriptInvalid, $"The script file '{fullPath}' cannot be read: {exception.Message}", exception)
            {
                Target = fullPath,
            };
        }
    }
}
