namespace AsyncEngine.Calls.Methods;

/// <summary>A type by name: what a method's line says, before anybody looks for the type.</summary>
/// <param name="Assembly">Simple name of its assembly; null = the core library.</param>
/// <param name="Name">Full name, with <c>+</c> before nested types and <c>`n</c> after generic ones.</param>
/// <param name="Arguments">Type arguments.</param>
/// <param name="Ranks">Array ranks, the innermost array's first; empty = no array.</param>
internal sealed record TypeReference(
    string? Assembly, string Name, IReadOnlyList<TypeReference> Arguments, IReadOnlyList<int> Ranks)
{
    /// <summary>The reference that leads back to a type.</summary>
    public static TypeReference Of(Type type)
    {
        var ranks = new List<int>();
        while (type.IsArray)
        {
            ranks.Insert(0, type.GetArrayRank());
            type = type.GetElementType() ?? throw new InvalidOperationException("An array has an element type.");
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var arguments = type.IsGenericType ? type.GetGenericArguments().Select(Of).ToArray() : [];
        return new TypeReference(
            AssemblyName(type), definition.FullName ?? definition.Name, arguments, ranks);
    }

    // The core library has other names on other runtimes, and no name is needed to find it.
    private static string? AssemblyName(Type type) =>
        type.Assembly == typeof(object).Assembly ? null : type.Assembly.GetName().Name;
}
