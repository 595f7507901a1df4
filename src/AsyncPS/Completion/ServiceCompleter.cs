using System.Management.Automation.Language;
using AsyncPS.Services.Installing;

namespace AsyncPS.Completion;

/// <summary>Completes names of registered services.</summary>
internal sealed class ServiceCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            var names = ServiceList.Read(kinds: null, scopes: null).Select(
                each => new Candidate(each.Mark.Name, $"{each.Mark.Scope}, store {each.Mark.Store}"));
            return [.. CompletionText.Match(names, wordToComplete)];
        }
        catch (Exception)
        {
            // Runs while a person types: an error has no place to go.
            return [];
        }
    }
}
