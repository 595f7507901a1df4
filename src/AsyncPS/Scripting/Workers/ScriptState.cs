using System.Collections;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Values;
using Payload = AsyncEngine.Jobs.Payload;

namespace AsyncPS.Scripting.Workers;

/// <summary>The state of the job that runs, as the variable <c>$AsyncState</c> shows it.</summary>
internal static class ScriptState
{
    /// <summary>A table, empty when the state is new; null when the job has no state.</summary>
    public static object? Read(ScriptInvocation invocation) => invocation.Context.State?.Open(Read, Write);

    /// <summary>The job assigned something to the variable: that is its state from now on.</summary>
    public static void Replace(ScriptInvocation invocation, object? value)
    {
        var state = invocation.Context.State ?? throw new RuntimeException(
            "This job has no state, so $AsyncState cannot be set. Name one with Add-AsyncJob -State.");
        state.Replace(value, Write);
    }

    /// <summary>
    /// A call has succeeded: what it left of its state is written down, here where the values' own code can run.
    /// </summary>
    public static CallResult Seal(CallResult result, ScriptInvocation invocation)
    {
        try
        {
            if (result.Succeeded)
            {
                invocation.Context.State?.Seal();
            }

            return result;
        }
        catch (Exception exception) when (exception is AsyncEngineException or RuntimeException)
        {
            return result with { Error = ScriptErrors.Of(exception) };
        }
    }

    private static object? Read(Payload stored)
    {
        var value = stored.IsEmpty ? null : ScriptValues.Codec.Decode(stored);
        return value switch
        {
            null => new Hashtable(StringComparer.CurrentCultureIgnoreCase),
            // A state that a .NET job wrote: a record of its properties.
            PSObject { BaseObject: PSCustomObject } record => ToTable(record),
            _ => value,
        };
    }

    private static Hashtable ToTable(PSObject record)
    {
        var table = new Hashtable(StringComparer.CurrentCultureIgnoreCase);
        foreach (var property in record.Properties)
        {
            table[property.Name] = property.Value;
        }

        return table;
    }

    private static Payload Write(object? value) => ScriptValues.Codec.Encode(value);
}
