using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>How well one overload takes a list of arguments. Pure.</summary>
/// <param name="Method">The overload.</param>
/// <param name="Stored">The arguments as its parameters take them.</param>
/// <param name="Cost">0 = exactly; the lower the better.</param>
internal sealed record OverloadFit(MethodInfo Method, IReadOnlyList<object?> Stored, int Cost)
{
    // Any fit without it is better than one with it.
    private const int ParamsCost = 1_000;
    private const int DefaultCost = 100;

    /// <summary>The fit, or null when the arguments do not fit.</summary>
    public static OverloadFit? Of(MethodInfo method, IReadOnlyList<object?> arguments)
    {
        var parameters = method.GetParameters()
            .Where(p => PreparedMethod.SourceOf(p.ParameterType, takesParent: false) == ArgumentSource.Stored)
            .ToArray();
        return OneByOne(method, parameters, arguments) ?? WithParams(method, parameters, arguments);
    }

    private static OverloadFit? OneByOne(
        MethodInfo method, ParameterInfo[] parameters, IReadOnlyList<object?> arguments)
    {
        if (arguments.Count > parameters.Length)
        {
            return null;
        }

        var stored = new object?[parameters.Length];
        var cost = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i >= arguments.Count)
            {
                if (!parameters[i].HasDefaultValue)
                {
                    return null;
                }

                stored[i] = parameters[i].DefaultValue;
                cost += DefaultCost;
            }
            else if (ArgumentConversion.TryConvert(arguments[i], parameters[i].ParameterType, out stored[i]) is { } one)
            {
                cost += one;
            }
            else
            {
                return null;
            }
        }

        return new OverloadFit(method, stored, cost);
    }

    private static OverloadFit? WithParams(
        MethodInfo method, ParameterInfo[] parameters, IReadOnlyList<object?> arguments)
    {
        var last = parameters.Length - 1;
        if (last < 0 || arguments.Count < last || !parameters[last].IsDefined(typeof(ParamArrayAttribute), false))
        {
            return null;
        }

        var gathered = arguments.Take(last).Append(arguments.Skip(last).ToArray()).ToArray();
        var fit = OneByOne(method, parameters, gathered);
        return fit is null ? null : fit with { Cost = fit.Cost + ParamsCost };
    }
}
