using System.Globalization;
using System.Runtime.Serialization;

namespace AsyncPS.Scripting.Values;

/// <summary>
/// An error record made of recorded fields. Going through the serialization constructor is the only public way to give
/// a record its stack, position and category texts.
/// </summary>
#pragma warning disable SYSLIB0050, SYSLIB0051 // Formatters are obsolete; this constructor of ErrorRecord is not.
internal sealed class RecordedErrorRecord(IReadOnlyDictionary<string, object?> fields)
    : ErrorRecord(Serialized(fields), new StreamingContext(StreamingContextStates.Other))
{
    private static SerializationInfo Serialized(IReadOnlyDictionary<string, object?> fields)
    {
        var info = new SerializationInfo(typeof(ErrorRecord), new FormatterConverter());
        Bag(fields).GetObjectData(info, new StreamingContext(StreamingContextStates.Other));
        return info;
    }

    private static PSObject Bag(IReadOnlyDictionary<string, object?> fields)
    {
        var bag = new PSObject();
        Add("Exception", ExceptionBag(fields));
        Add("TargetObject", Field("Target"));
        Add("FullyQualifiedErrorId", Field("ErrorId") ?? "Unknown");
        Add("ErrorCategory_Category", Field("Category") ?? 0);
        Add("ErrorCategory_Activity", Field("Activity"));
        Add("ErrorCategory_Reason", Field("Reason"));
        Add("ErrorCategory_TargetName", Field("TargetName"));
        Add("ErrorCategory_TargetType", Field("TargetType"));
        Add("ErrorCategory_Message", Field("CategoryMessage"));
        Add("ErrorDetails_Message", Field("Details"));
        Add("ErrorDetails_RecommendedAction", Field("RecommendedAction"));
        Add("ErrorDetails_ScriptStackTrace", Field("ScriptStackTrace"));
        AddInvocation();
        return bag;

        object? Field(string name) => fields.GetValueOrDefault(name);

        void Add(string name, object? value) =>
            bag.Properties.Add(new PSNoteProperty(name, value), preValidated: true);

        void AddInvocation()
        {
            var known = fields.ContainsKey("LineNumber");
            Add("SerializeExtendedInfo", known);
            if (!known)
            {
                return;
            }

            Add("PipelineIterationInfo", Array.Empty<int>());
            Add("InvocationInfo_BoundParameters", new Hashtable());
            Add("InvocationInfo_CommandOrigin", CommandOrigin.Internal);
            Add("InvocationInfo_ExpectingInput", false);
            Add("InvocationInfo_InvocationName", Field("InvocationName") ?? string.Empty);
            Add("InvocationInfo_HistoryId", 0L);
            Add("InvocationInfo_PipelineLength", 1);
            Add("InvocationInfo_PipelinePosition", 1);
            Add("InvocationInfo_PipelineIterationInfo", Array.Empty<int>());
            Add("InvocationInfo_UnboundArguments", Array.Empty<object>());
            Add("InvocationInfo_ScriptName", Field("ScriptName"));
            Add("InvocationInfo_ScriptLineNumber", Field("LineNumber"));
            Add("InvocationInfo_OffsetInLine", Field("Offset"));
            Add("InvocationInfo_Line", Field("Line"));
            Add("SerializeExtent", false);
            AddCommand();
        }

        void AddCommand()
        {
            if (Field("Command") is string command)
            {
                Add("CommandInfo_CommandType", (CommandTypes)(Field("CommandType") as int? ?? (int)CommandTypes.Script));
                Add("CommandInfo_Definition", command);
                Add("CommandInfo_Name", command);
                Add("CommandInfo_Visibility", SessionStateEntryVisibility.Public);
            }
            else
            {
                Add("CommandInfo_CommandType", null);
            }
        }
    }

    private static PSObject ExceptionBag(IReadOnlyDictionary<string, object?> fields)
    {
        var exception = new PSObject();
        exception.Properties.Add(new PSNoteProperty("Message", fields.GetValueOrDefault("Message")));
        exception.Properties.Add(new PSNoteProperty("StackTrace", fields.GetValueOrDefault("StackTrace")));
        exception.TypeNames.Insert(
            0, fields.GetValueOrDefault("Type") is string { Length: > 0 } type ? type : "System.Exception");
        return exception;
    }
}
#pragma warning restore SYSLIB0050, SYSLIB0051
