using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Workers;

/// <summary>How a script takes an object that was piped to Add-AsyncJob.</summary>
internal sealed class ScriptInput
{
    private readonly ParameterAst[]? _positional;

    private ScriptInput(bool isPiped, ParameterAst[]? positional)
    {
        IsPiped = isPiped;
        _positional = positional;
    }

    /// <summary>
    /// Whether it reads the pipeline: has a process block, <c>$input</c> or a parameter that binds from it. To others
    /// the object is only <c>$_</c>: with <c>[CmdletBinding()]</c>, piping it would be an error.
    /// </summary>
    public bool IsPiped { get; }

    public static ScriptInput Of(ScriptBlockAst ast)
    {
        var parameters = ast.ParamBlock?.Parameters;
        var fromPipeline = parameters?.Where(IsFromPipeline).ToArray() ?? [];
        var isPiped = ast.ProcessBlock is not null || fromPipeline.Length > 0 || UsesInputVariable(ast);
        var positional = parameters is null
            ? null
            : parameters.Except(fromPipeline).Where(p => IsPositional(ast.ParamBlock!, p)).ToArray();
        return new ScriptInput(isPiped, positional);
    }

    /// <summary>Whether there is room for the object before the other positional arguments.</summary>
    public bool HasRoom(ScriptArguments arguments) =>
        _positional is null
        || _positional.Count(parameter => !IsNamed(parameter, arguments.Parameters)) > arguments.ArgumentList.Count;

    private static bool IsNamed(ParameterAst parameter, IDictionary? named)
    {
        var name = parameter.Name.VariablePath.UserPath;
        return named is not null && named.Keys.OfType<object>().Any(
            key => string.Equals(key.ToString(), name, StringComparison.OrdinalIgnoreCase));
    }

    private static bool UsesInputVariable(ScriptBlockAst ast) =>
        ast.Find(
            node => node is VariableExpressionAst variable
                && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase),
            searchNestedScriptBlocks: false) is not null;

    private static bool IsFromPipeline(ParameterAst parameter) =>
        Arguments(parameter).Any(argument =>
            argument.ArgumentName.StartsWith("ValueFromPipeline", StringComparison.OrdinalIgnoreCase)
            && !IsFalse(argument));

    // Without [CmdletBinding(PositionalBinding=$false)] all parameters but switches have a position; as soon as one has
    // a position of its own, only those that have one.
    private static bool IsPositional(ParamBlockAst block, ParameterAst parameter)
    {
        if (parameter.StaticType == typeof(SwitchParameter))
        {
            return false;
        }

        if (HasPosition(parameter))
        {
            return true;
        }

        var isBindingOff = block.Attributes.SelectMany(attribute => attribute.NamedArguments).Any(argument =>
            argument.ArgumentName.Equals("PositionalBinding", StringComparison.OrdinalIgnoreCase) && IsFalse(argument));
        return !isBindingOff && !block.Parameters.Any(HasPosition);
    }

    private static bool HasPosition(ParameterAst parameter) =>
        Arguments(parameter).Any(a => a.ArgumentName.Equals("Position", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<NamedAttributeArgumentAst> Arguments(ParameterAst parameter) =>
        parameter.Attributes.OfType<AttributeAst>()
            .Where(a => a.TypeName.Name.Equals("Parameter", StringComparison.OrdinalIgnoreCase))
            .SelectMany(a => a.NamedArguments);

    private static bool IsFalse(NamedAttributeArgumentAst argument) =>
        !argument.ExpressionOmitted
        && argument.Argument is VariableExpressionAst { VariablePath.UserPath: var name }
        && name.Equals("false", StringComparison.OrdinalIgnoreCase);
}
