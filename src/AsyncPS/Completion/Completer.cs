using System.Management.Automation.Language;

namespace AsyncPS.Completion;

/// <summary>Completes an argument from what is known. Runs while a person types: what fails offers nothing.</summary>
internal abstract class Completer : IArgumentCompleter
{
    /// <summary>How many candidates a person can use.</summary>
    protected const int Most = 50;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. CompletionText.Match(Find(wordToComplete, fakeBoundParameters), wordToComplete).Take(Most)];
        }
        catch (Exception)
        {
            // An error has no place to go here.
            return [];
        }
    }

    /// <summary>What could be offered; the match with what was typed is made by the caller.</summary>
    /// <param name="typed">What was typed so far.</param>
    /// <param name="bound">The other arguments, as far as they are known.</param>
    protected abstract IEnumerable<Candidate> Find(string typed, IDictionary bound);
}
