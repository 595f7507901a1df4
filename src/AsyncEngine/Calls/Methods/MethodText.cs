using System.Text;

namespace AsyncEngine.Calls.Methods;

/// <summary>
/// Writes and reads the line by which a store knows a method:
/// <c>[Billing]Billing.Reports::Build(System.String, [Billing]Billing.Period)</c>.
/// </summary>
/// <remarks>
/// Types of the core library have no assembly; others have its simple name, so that a new version of an assembly finds
/// the jobs of the old one. <c>^</c> before a parameter: a callback gets its parent's outcome there. <c>#0</c> or
/// <c>#1</c> before the line: first or second arm of a callback whose arms have arguments of their own. <c>@</c> before
/// the line: the method is called on the job's state. A backslash takes its meaning from the next character, as compiler-made names need it. One method has exactly one line.
/// </remarks>
internal static class MethodText
{
    private const string Special = "[]<>(),^#:@\\ ";

    /// <summary>Writes the line.</summary>
    public static string Write(MethodReference method)
    {
        var text = new StringBuilder();
        if (method.Arm is { } arm)
        {
            text.Append('#').Append(arm).Append(' ');
        }

        if (method.TakesState)
        {
            text.Append("@ ");
        }

        WriteType(text, method.Type);
        text.Append("::");
        WriteName(text, method.Name);
        if (method.TypeArguments.Count > 0)
        {
            text.Append('<');
            WriteList(text, method.TypeArguments, WriteType);
            text.Append('>');
        }

        text.Append('(');
        WriteList(text, method.Parameters, WriteParameter);
        return text.Append(')').ToString();
    }

    /// <summary>Reads a line. Throws <see cref="FormatException"/> for any other text.</summary>
    public static MethodReference Read(string line)
    {
        var reader = new MethodTextReader(line);
        int? arm = reader.TryTake('#') ? reader.TakeDigit() : null;
        var takesState = reader.TryTake('@');
        var type = reader.TakeType();
        reader.Take(':');
        reader.Take(':');
        var name = reader.TakeName();
        var arguments = reader.TryTake('<') ? reader.TakeList('>', reader.TakeType) : [];
        reader.Take('(');
        var parameters = reader.TakeList(')', reader.TakeParameter);
        reader.End();
        return new MethodReference(type, name, arguments, parameters) { Arm = arm, TakesState = takesState };
    }

    /// <summary>The line as people want to see it: type, method and parameter types without their homes.</summary>
    public static string Display(string line)
    {
        try
        {
            var method = Read(line);
            var parameters = method.Parameters.Select(parameter => ShortName(parameter.Type));
            return $"{method.Type.Name}.{method.Name}({string.Join(", ", parameters)})";
        }
        catch (FormatException)
        {
            return line;
        }
    }

    private static void WriteParameter(StringBuilder text, ParameterReference parameter)
    {
        if (parameter.TakesParent)
        {
            text.Append('^');
        }

        WriteType(text, parameter.Type);
    }

    private static void WriteType(StringBuilder text, TypeReference type)
    {
        if (type.Assembly is not null)
        {
            text.Append('[');
            WriteName(text, type.Assembly);
            text.Append(']');
        }

        WriteName(text, type.Name);
        if (type.Arguments.Count > 0)
        {
            text.Append('<');
            WriteList(text, type.Arguments, WriteType);
            text.Append('>');
        }

        foreach (var rank in type.Ranks)
        {
            text.Append('[').Append(',', rank - 1).Append(']');
        }
    }

    private static void WriteList<T>(StringBuilder text, IReadOnlyList<T> items, Action<StringBuilder, T> write)
    {
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            write(text, items[i]);
        }
    }

    private static void WriteName(StringBuilder text, string name)
    {
        foreach (var c in name)
        {
            if (Special.Contains(c, StringComparison.Ordinal))
            {
                text.Append('\\');
            }

            text.Append(c);
        }
    }

    private static string ShortName(TypeReference type)
    {
        var name = type.Name[(type.Name.LastIndexOfAny(['.', '+']) + 1)..];
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        name = tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.Arguments.Select(ShortName))}>";
        return name + string.Concat(type.Ranks.Select(rank => $"[{new string(',', rank - 1)}]"));
    }
}
