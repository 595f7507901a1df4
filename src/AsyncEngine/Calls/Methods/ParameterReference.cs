namespace AsyncEngine.Calls.Methods;

/// <summary>A parameter of a method by type.</summary>
/// <param name="Type">Its type.</param>
/// <param name="TakesParent">Whether a callback gets its parent's outcome there.</param>
internal sealed record ParameterReference(TypeReference Type, bool TakesParent = false);
