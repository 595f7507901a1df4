using System.Management.Automation.Language;
using AsyncPS.Errors;

namespace AsyncPS.Scripting.Capture;

/// <summary>Takes the texts of functions of the session that adds a job.</summary>
internal static class FunctionCapture
{
    private const CommandTypes Kinds = CommandTypes.Function | CommandTypes.Filter;

    /// <summary>
    /// The definitions of these functions, each once. <c>ArgumentInvalid</c> for a name that no function has, and for one
    /// that belongs to a module: without its module it would miss what it uses of it.
    /// </summary>
    public static IReadOnlyList<string> Of(string[] names, SessionState session)
    {
        var definitions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in names.SelectMany(name => Find(name, session)))
        {
            definitions[function.Name] = DefinitionOf(function);
        }

        return [.. definitions.Values];
    }

    private static FunctionInfo[] Find(string name, SessionState session)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(name);
        var found = session.InvokeCommand.GetCommands(name, Kinds, isPattern).OfType<FunctionInfo>().ToArray();
        var own = Array.FindAll(found, function => function.ModuleName.Length == 0);
        return own.Length > 0 || (isPattern && found.Length == 0) ? own : throw Missing(name, found);
    }

    private static AsyncEngineException Missing(string name, FunctionInfo[] found) => Refusals.ArgumentInvalid(
        found.Length == 0
            ? $"There is no function '{name}' in this session. -Function takes functions that are defined here."
            : $"The function '{name}' belongs to the module {found[0].ModuleName}. Give the job that module: "
                + $"-ImportModule {found[0].ModuleName}.",
        name);

    private static string DefinitionOf(FunctionInfo function)
    {
        var keyword = function.CommandType == CommandTypes.Filter ? "filter" : "function";
        var text = $"{keyword} {function.Name} {{{function.Definition}\n}}";
        var ast = Parser.ParseInput(text, out _, out var errors);
        var isWhole = errors.Length == 0
            && ast.EndBlock.Statements is [FunctionDefinitionAst definition]
            && definition.Name == function.Name;
        return isWhole
            ? text
            : throw Refusals.ArgumentInvalid(
                $"The function '{function.Name}' cannot be given to a job: its name or its text cannot be written as a "
                + "function statement.",
                function.Name);
    }
}
