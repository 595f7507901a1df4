using System.Collections;
using System.Reflection;
using AsyncEngine.Calls.Values;

namespace AsyncEngine.Calls;

/// <summary>States as objects of .NET types: JSON of their public properties and fields, whoever reads it.</summary>
internal static class TypedState
{
    /// <summary>Refuses types whose objects could not be kept. <c>PayloadNotSerializable</c>.</summary>
    public static void Require(Type type)
    {
        var problem =
            type.IsValueType ? "it is a value type, so that a method would change a copy; make it a class"
            : type.IsAbstract || type.ContainsGenericParameters ? "no object of it can be made; name a class that is not abstract"
            : type.GetConstructor(Type.EmptyTypes) is null ? "it has no public constructor without parameters"
            : typeof(Delegate).IsAssignableFrom(type) || typeof(Stream).IsAssignableFrom(type)
                || typeof(Exception).IsAssignableFrom(type) ? "its objects live in one process only"
            : !typeof(IEnumerable).IsAssignableFrom(type) && !HasContent(type)
                ? "it has neither a public property with a public setter nor a public field"
            : null;
        if (problem is not null)
        {
            throw new AsyncEngineException(
                ErrorIds.PayloadNotSerializable, $"'{type.FullName}' cannot be a state: {problem}.") { Target = type };
        }
    }

    /// <summary>The state's object; a new one when nothing is stored.</summary>
    public static object Read(Payload stored, Type type, ValueCodec codec)
    {
        var value = stored.IsEmpty ? null : codec.Decode(stored, type);
        return value ?? Activator.CreateInstance(type)!; // Require has seen its constructor.
    }

    /// <summary>
    /// The object as it is stored. Refused with <c>PayloadNotSerializable</c> if it would not come back as it is:
    /// what private setters guard is written by JSON and not read.
    /// </summary>
    public static Payload Write(object? value, Type type)
    {
        var payload = ValueCodec.Plain.Encode(value);
        var again = ValueCodec.Plain.Encode(ValueCodec.Plain.Decode(payload, type));
        return payload.Bytes.Span.SequenceEqual(again.Bytes.Span) ? payload : throw new AsyncEngineException(
            ErrorIds.PayloadNotSerializable,
            $"The state of type '{type.FullName}' would not come back as it is. Keep it in public properties with public "
                + "setters or public fields, of types that can be stored.")
        {
            Target = type,
        };
    }

    private static bool HasContent(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => property.SetMethod?.IsPublic == true)
        || type.GetFields(BindingFlags.Public | BindingFlags.Instance).Any(field => !field.IsInitOnly);
}
