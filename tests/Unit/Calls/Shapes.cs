using System.Reflection;

namespace Unit.Calls;

/// <summary>Methods of many shapes.</summary>
public static class Shapes
{
    public static MethodInfo Get(string name) => typeof(Shapes).GetMethod(name)!;

    public static void None()
    {
    }

    public static string Plain(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    public static void Nested(Inner inner) => ArgumentNullException.ThrowIfNull(inner);

    public static int Arrays(int[] flat, int[][,] deep) => flat.Length + deep.Length;

    public static int Generic(Dictionary<string, int?[]> map) => map.Count;

    public static T Of<T>(T value) => value;

    public static void ByReference(ref int value) => value++;

    public sealed class Inner;
}
