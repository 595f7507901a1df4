using AsyncEngine.Calls.Methods;
using AsyncEngine.Calls.Values;

namespace AsyncPS.Commands.Calls;

/// <summary>A .NET method; a piped object is its first argument. The overload is chosen when the job is added.</summary>
internal sealed class MethodSource(Type type, string method, object?[]? arguments, ValueCodec codec) : CallSource
{
    public override (CallText Call, Payload Arguments) For(PipedInput? input)
    {
        object?[] all = input is null ? [.. arguments ?? []] : [input.Value, .. arguments ?? []];
        var call = OverloadChoice.Choose(type, method, Array.ConvertAll(all, Unwrap));
        return (call.ToText(), call.Encode(codec));
    }

    private static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
