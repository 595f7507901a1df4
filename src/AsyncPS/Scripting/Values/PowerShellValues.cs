using System.Management.Automation.Internal;
using System.Security;
using AsyncEngine.Calls.Values;

namespace AsyncPS.Scripting.Values;

/// <summary>What the codec has to know of PowerShell's own objects.</summary>
internal sealed class PowerShellValues : IValueExtension
{
    /// <inheritdoc/>
    public void Write(ValueWriter writer, object value)
    {
        if (value is PSObject wrapper)
        {
            WriteWrapped(writer, wrapper);
            return;
        }

        switch (value)
        {
            case ErrorRecord error:
                ErrorRecordFields.Write(writer, error);
                break;
            case ScriptBlock script: // As remoting does: a script block without its session is its text.
                writer.WriteText(script.ToString());
                break;
            case Job job: // By its id; an unsaved one is refused.
                JobHome.RequireTarget(job);
                writer.WriteJob(job.Id);
                break;
            case JobRef job:
                writer.WriteJob(job.Id);
                break;
            case SecureString or PSCredential:
                throw Secret(writer);
            case IDictionary table:
                writer.WriteOrdered(table);
                break;
            case ICollection items:
                WriteCollection(writer, items);
                break;
            default:
                WriteLeaf(writer, value);
                break;
        }
    }

    /// <inheritdoc/>
    public object? ReadRecord(
        IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        var record = new PSObject();
        Extend(record, typeNames, properties);
        return record;
    }

    /// <inheritdoc/>
    public object? ReadExtended(
        object? value, IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        if (value is null)
        {
            return null;
        }

        var wrapper = PSObject.AsPSObject(value);
        Extend(wrapper, typeNames, properties);
        return wrapper;
    }

    /// <inheritdoc/>
    public object? ReadErrorRecord(IReadOnlyList<KeyValuePair<string, object?>> fields) =>
        ErrorRecordFields.Read(fields);

    /// <inheritdoc/>
    public object? ReadCliXml(string xml) => PSSerializer.Deserialize(xml);

    /// <inheritdoc/>
    public object? ReadJob(long id) => JobHome.Find(id);

    /// <inheritdoc/>
    public object? ReadUnknownEnum(string typeName, string name, object number)
    {
        // Remoting's own form, so that it prints its name and says Deserialized.* as any other foreign value does.
        var text = SecurityElement.Escape(name);
        var type = SecurityElement.Escape(typeName);
        return PSSerializer.Deserialize(
            "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><Obj RefId=\"0\">"
            + $"<TN RefId=\"0\"><T>{type}</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN>"
            + $"<ToString>{text}</ToString><I64>{Convert.ToInt64(number, null)}</I64></Obj></Objs>");
    }

    private static void WriteWrapped(ValueWriter writer, PSObject wrapper)
    {
        if (ReferenceEquals(wrapper, AutomationNull.Value))
        {
            writer.Write(null);
            return;
        }

        var value = wrapper.BaseObject;
        if (value is PSCustomObject)
        {
            writer.WriteRecord(wrapper, RecordTypeNames(wrapper), RecordProperties(wrapper));
            return;
        }

        var notes = ExtraNotes.Of(wrapper, value);
        var typeNames = ExtraTypeNames(wrapper, value);
        if (notes.Count > 0 || typeNames.Count > 0)
        {
            writer.WriteExtended(wrapper, typeNames, notes);
        }

        writer.Write(value);
    }

    private static IReadOnlyList<string> RecordTypeNames(PSObject record)
    {
        var names = record.TypeNames;
        return names.Count == 2 && names[0] == typeof(PSCustomObject).FullName ? [] : [.. names];
    }

    private static List<KeyValuePair<string, object?>> RecordProperties(PSObject record)
    {
        var properties = new List<KeyValuePair<string, object?>>();
        foreach (var property in record.Properties)
        {
            properties.Add(new(property.Name, ValueOf(property)));
        }

        return properties;
    }

    // A property that is a script may throw; as with remoting that makes it null, not the whole value unusable.
    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (ExtendedTypeSystemException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> ExtraTypeNames(PSObject wrapper, object value)
    {
        var names = wrapper.TypeNames;
        return names.Count == 0 || names[0] == value.GetType().FullName || value is ValueType
            ? []
            : [.. names];
    }

    private static void WriteCollection(ValueWriter writer, ICollection items)
    {
        if (items is IList)
        {
            writer.WriteObjectArray(items, items);
        }
        else
        {
            writer.WriteArrayList(items, items);
        }
    }

    private static void WriteLeaf(ValueWriter writer, object value)
    {
        var xml = PSSerializer.Serialize(value);
        if (xml.Contains("<SS>", StringComparison.Ordinal) || xml.Contains("<SS ", StringComparison.Ordinal))
        {
            throw Secret(writer);
        }

        writer.WriteCliXml(xml);
    }

    private static AsyncEngineException Secret(ValueWriter writer) => new(
        ErrorIds.PayloadNotSerializable,
        $"The value at '{writer.Path}' is a credential or a secure string, and a store would keep it readable. Keep it "
        + "in a vault (SecretManagement) and let the job fetch it with Get-Secret.")
    {
        Target = writer.Path.ToString(),
    };

    private static void Extend(
        PSObject target, IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        foreach (var (name, value) in properties)
        {
            target.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
        }

        if (typeNames.Count > 0)
        {
            target.TypeNames.Clear();
            foreach (var typeName in typeNames)
            {
                target.TypeNames.Add(typeName);
            }
        }
    }
}
