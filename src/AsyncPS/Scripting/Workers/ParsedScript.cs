using System.Management.Automation.Language;
using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>A script that was parsed, and what its syntax tree says about running it.</summary>
internal sealed class ParsedScript
{
    private ParsedScript(ScriptBlockAst ast)
    {
        Block = ast.GetScriptBlock();
        Requirements = ast.ScriptRequirements;
        Input = ScriptInput.Of(ast);
        (Needs, Variables) = ScriptJudge.Of(ast);
        DefinesTypes = ast.Find(node => node is TypeDefinitionAst, searchNestedScriptBlocks: true) is not null;
        DefinesFunctions = ast.Find(node => node is FunctionDefinitionAst, searchNestedScriptBlocks: true) is not null;
        Needs |= DefinesTypes ? ScriptNeeds.NewProcess : ScriptNeeds.None;
    }

    public ScriptBlock Block { get; }

    /// <summary>Its <c>#requires</c>, if it has any.</summary>
    public ScriptRequirements? Requirements { get; }

    /// <summary>How it takes an object from the pipeline.</summary>
    public ScriptInput Input { get; }

    /// <summary>What has to be done after it.</summary>
    public ScriptNeeds Needs { get; }

    /// <summary>The variables that it names.</summary>
    public IReadOnlySet<string> Variables { get; }

    /// <summary>Whether it names a variable through which it sees the session without a command.</summary>
    public bool ReachesSession =>
        Variables.Overlaps(KnownNames.EngineVariables) || Variables.Overlaps(KnownNames.SessionVariables);

    /// <summary>Whether parsing it made classes, which stay in the process for good.</summary>
    public bool DefinesTypes { get; }

    /// <summary>Whether it has functions, which may call themselves until the stack ends.</summary>
    public bool DefinesFunctions { get; }

    /// <summary>Parses a text; <c>ScriptInvalid</c> if it has syntax errors.</summary>
    public static ParsedScript Parse(CallText call) => new(ScriptSyntax.Parse(call.Text, call.FileName));
}
