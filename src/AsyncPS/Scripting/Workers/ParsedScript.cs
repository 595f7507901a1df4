using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Workers;

/// <summary>A script that was parsed once, and what its syntax tree says about running it.</summary>
internal sealed class ParsedScript
{
    private ParsedScript(ScriptBlockAst ast)
    {
        Ast = ast;
        Block = ast.GetScriptBlock();
        Input = ScriptInput.Of(ast);
    }

    public ScriptBlockAst Ast { get; }

    public ScriptBlock Block { get; }

    /// <summary>How it takes an object from the pipeline.</summary>
    public ScriptInput Input { get; }

    /// <summary>Parses a text; <c>ScriptInvalid</c> if it has syntax errors.</summary>
    public static ParsedScript Parse(CallText call) =>
        new(ScriptSyntax.Parse(call.Text, call.FileName));
}
