using System.Management.Automation.Language;
using AsyncPS.Commands.Parameters;

namespace AsyncPS.Completion;

/// <summary>Completes names of retry policies.</summary>
internal sealed class RetryPolicyCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        System.Collections.IDictionary fakeBoundParameters) => RetryChoiceAttribute.Names
        .Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
        .Select(name => new CompletionResult(name));
}
