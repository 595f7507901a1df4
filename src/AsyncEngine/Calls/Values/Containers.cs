using System.Collections;
using System.Collections.Concurrent;

namespace AsyncEngine.Calls.Values;

/// <summary>Makes containers of element types from the fixed list.</summary>
internal static class Containers
{
    private static readonly ConcurrentDictionary<Type, Type> ListTypes = new();

    /// <summary>The result rule: nothing is null, one value is itself, several are an array (design 5.5).</summary>
    public static object? ResultOf(object?[] outputs) => outputs.Length switch
    {
        0 => null,
        1 => outputs[0],
        _ => outputs,
    };

    public static IList NewList(Type element)
    {
        var type = ListTypes.GetOrAdd(element, static key => typeof(List<>).MakeGenericType(key));
        return (IList)Activator.CreateInstance(type)!;
    }

    public static IDictionary NewDictionary(Type key, Type element, byte comparer)
    {
        var type = typeof(Dictionary<,>).MakeGenericType(key, element);
        var created = key == typeof(string) && KeyComparers.ComparerOf(comparer) is { } known
            ? Activator.CreateInstance(type, known)
            : Activator.CreateInstance(type);
        return (IDictionary)created!;
    }

    /// <summary>Folds a flat array into the given dimensions.</summary>
    public static bool TryShape(Array flat, int[] lengths, out Array matrix)
    {
        matrix = flat;
        if (lengths.Length is < 2 or > 32 || lengths.Aggregate(1L, (product, length) => product * length) != flat.Length)
        {
            return false;
        }

        matrix = Array.CreateInstance(flat.GetType().GetElementType()!, lengths);
        var position = new int[lengths.Length];
        foreach (var item in flat)
        {
            matrix.SetValue(item, position);
            for (var dimension = lengths.Length - 1; dimension >= 0 && ++position[dimension] == lengths[dimension];)
            {
                position[dimension--] = 0;
            }
        }

        return true;
    }
}
