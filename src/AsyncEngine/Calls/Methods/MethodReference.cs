using System.Reflection;

namespace AsyncEngine.Calls.Methods;

/// <summary>A method by name: what its line says, before anybody looks for it.</summary>
/// <param name="Type">The type that the method is called on.</param>
/// <param name="Name">The method's name.</param>
/// <param name="TypeArguments">Type arguments of a generic method.</param>
/// <param name="Parameters">All its parameters, in order.</param>
internal sealed record MethodReference(
    TypeReference Type,
    string Name,
    IReadOnlyList<TypeReference> TypeArguments,
    IReadOnlyList<ParameterReference> Parameters)
{
    /// <summary>
    /// Not null: the stored arguments are those of two arms, and this method's are the first (0) or second (1) part.
    /// </summary>
    public int? Arm { get; init; }

    /// <summary>Whether the method is called on the job's state instead of an object that is made for it.</summary>
    public bool TakesState { get; init; }

    /// <summary>The reference that leads back to a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="type">The type that it is called on, where that is not the one that declares it.</param>
    /// <param name="parentParameter">Index of the parameter that takes a parent's outcome; -1 = none.</param>
    public static MethodReference Of(MethodInfo method, Type? type = null, int parentParameter = -1) =>
        new(
            TypeReference.Of(type ?? method.DeclaringType ?? throw new ArgumentException("Global method.", nameof(method))),
            method.Name,
            method.IsGenericMethod ? [.. method.GetGenericArguments().Select(TypeReference.Of)] : [],
            [.. method.GetParameters().Select(
                (p, index) => new ParameterReference(TypeReference.Of(p.ParameterType), index == parentParameter))]);
}
