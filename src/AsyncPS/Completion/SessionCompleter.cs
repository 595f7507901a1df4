using System.Management.Automation.Language;

namespace AsyncPS.Completion;

/// <summary>Completes what the session knows, without a store. Offers nothing where that fails.</summary>
internal abstract class SessionCompleter : IArgumentCompleter
{
    private const int Offered = 50;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. CompletionText.Match(Find(), wordToComplete).Take(Offered)];
        }
        catch (Exception error) when (error is RuntimeException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>All that could be offered.</summary>
    protected abstract IEnumerable<Candidate> Find();
}
