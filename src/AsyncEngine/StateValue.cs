namespace AsyncEngine;

/// <summary>A state with its value, as it was when it was read.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class StateValue<T> : StateInfo
{
    /// <summary>The value; the type's default when nothing was written yet.</summary>
    public required T? Value { get; init; }
}
