using System.Globalization;
using AsyncEngine.Calls.Values;

namespace AsyncPS.Scripting.Values;

/// <summary>An error record as named fields: what a reader may want, and text for what cannot travel.</summary>
internal static class ErrorRecordFields
{
    public static void Write(ValueWriter writer, ErrorRecord error) =>
        writer.WriteErrorRecord(error, FieldsOf(error));

    /// <summary>Makes a real error record with the script's own stack and position.</summary>
    public static ErrorRecord Read(IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            map[name] = value;
        }

        return new RecordedErrorRecord(map);
    }

    private static List<KeyValuePair<string, object?>> FieldsOf(ErrorRecord error)
    {
        var fields = new List<KeyValuePair<string, object?>>(24);
        var category = error.CategoryInfo;
        Add("Message", error.Exception.Message);
        Add("Type", error.Exception.GetType().FullName);
        Add("ErrorId", error.FullyQualifiedErrorId);
        Add("Category", (int)category.Category);
        Add("Activity", category.Activity);
        Add("Reason", category.Reason);
        Add("TargetName", category.TargetName);
        Add("TargetType", category.TargetType);
        Add("CategoryMessage", category.GetMessage(CultureInfo.InvariantCulture));
        Add("Target", error.TargetObject?.ToString());
        Add("Details", error.ErrorDetails?.Message);
        Add("RecommendedAction", error.ErrorDetails?.RecommendedAction);
        Add("ScriptStackTrace", JobFrames.OwnStack(error.ScriptStackTrace));
        Add("StackTrace", error.Exception.StackTrace);
        Add("Inner", InnerOf(error.Exception.InnerException));
        AddInvocation(error.InvocationInfo);
        return fields;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                fields.Add(new(name, value));
            }
        }

        void AddInvocation(InvocationInfo? invocation)
        {
            if (invocation is null)
            {
                return;
            }

            Add("Command", invocation.MyCommand?.Name);
            Add("CommandType", (int?)invocation.MyCommand?.CommandType);
            Add("InvocationName", invocation.InvocationName);
            Add("ScriptName", invocation.ScriptName);
            Add("LineNumber", invocation.ScriptLineNumber);
            Add("Offset", invocation.OffsetInLine);
            Add("Line", invocation.Line);
        }
    }

    private static object?[]? InnerOf(Exception? exception)
    {
        if (exception is null)
        {
            return null;
        }

        var chain = new List<object?>();
        for (var inner = exception; inner is not null && chain.Count < 10; inner = inner.InnerException)
        {
            chain.Add(new object?[] { inner.GetType().FullName, inner.Message });
        }

        return [.. chain];
    }
}
