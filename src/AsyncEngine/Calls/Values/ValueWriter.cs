using System.Collections;
using System.Collections.Specialized;

namespace AsyncEngine.Calls.Values;

/// <summary>Writes values one after the other. Used by one thread at a time.</summary>
internal sealed class ValueWriter
{
    /// <summary>The first byte of every payload.</summary>
    public const byte Format = 1;

    private readonly IValueExtension _extension;
    private readonly ValuePath _path = new();

    public ValueWriter(IValueExtension extension)
    {
        _extension = extension;
        Begin();
    }

    /// <summary>The bytes so far, for values that an extension writes in its own way.</summary>
    public ByteBuffer Buffer { get; } = new();

    /// <summary>Where the writer is, for messages.</summary>
    public ValuePath Path => _path;

    /// <summary>Starts a payload.</summary>
    public void Begin()
    {
        _path.Clear();
        Buffer.Clear();
        Buffer.Byte(Format);
    }

    public void Tag(ValueTag tag) => Buffer.Byte((byte)tag);

    /// <summary>Writes a text, exactly.</summary>
    public void WriteText(string text) => ScalarWriter.WriteString(this, text);

    /// <summary>Writes one value of any type.</summary>
    public void Write(object? value)
    {
        if (value is null)
        {
            Tag(ValueTag.Null);
        }
        else if (!ScalarWriter.TryWrite(this, value))
        {
            WriteComposite(value);
        }
    }

    /// <summary>Writes a sequence as an <see cref="ArrayList"/> comes back.</summary>
    public void WriteArrayList(object container, IEnumerable items)
    {
        var list = items as ICollection ?? items.Cast<object?>().ToArray();
        WriteItems(ValueTag.ArrayList, element: null, container, list, list.Count);
    }

    /// <summary>Writes a sequence as an object array comes back.</summary>
    public void WriteObjectArray(object container, ICollection items) =>
        WriteItems(ValueTag.Array, ValueTag.Object, container, items, items.Count);

    /// <summary>Writes a table as an ordered dictionary comes back.</summary>
    public void WriteOrdered(IDictionary table)
    {
        Tag(ValueTag.OrderedDictionary);
        Buffer.Byte(
            table is OrderedDictionary ordered ? KeyComparers.CodeOf(ordered) : KeyComparers.CurrentCultureIgnoreCase);
        WriteEntries(table);
    }

    /// <summary>Writes named properties in order.</summary>
    public void WriteRecord(
        object container, IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        Tag(ValueTag.Record);
        WriteNames(typeNames);
        WriteProperties(container, properties);
    }

    /// <summary>Writes an error by its fields.</summary>
    public void WriteErrorRecord(object container, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        Tag(ValueTag.ErrorRecord);
        WriteProperties(container, fields);
    }

    /// <summary>Writes extra properties and type names; the caller writes the value itself next.</summary>
    public void WriteExtended(
        object container, IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        Tag(ValueTag.Extended);
        WriteNames(typeNames);
        WriteProperties(container, properties);
    }

    /// <summary>Writes what PowerShell's serializer made of a value.</summary>
    public void WriteCliXml(string xml)
    {
        Tag(ValueTag.CliXml);
        WriteText(xml);
    }

    /// <summary>Writes a job of the store that the value goes to, as a reference.</summary>
    public void WriteJob(long id)
    {
        if (id <= 0)
        {
            throw ValueErrors.UnsavedJob(_path);
        }

        Tag(ValueTag.Job);
        Buffer.VarInt(id);
    }

    /// <summary>Writes an object as JSON by its public properties.</summary>
    public void WriteJson(object value)
    {
        var json = ValueJson.Serialize(value, _path);
        Tag(ValueTag.Json);
        WriteText(value.GetType().FullName ?? value.GetType().Name);
        WriteText(json);
    }

    private void WriteComposite(object value)
    {
        switch (value)
        {
            case Array array:
                WriteArray(array);
                break;
            case Hashtable table:
                Tag(ValueTag.Hashtable);
                Buffer.Byte(KeyComparers.CodeOf(table));
                WriteEntries(table);
                break;
            case OrderedDictionary ordered:
                WriteOrdered(ordered);
                break;
            case ArrayList list:
                WriteArrayList(list, list);
                break;
            default:
                WriteGenericOrOther(value);
                break;
        }
    }

    private void WriteArray(Array array)
    {
        var element = array.GetType().GetElementType()!; // An array always has one.
        if (!ElementTypes.TryGetTag(element, out var tag))
        {
            WriteOtherArray(array, element);
        }
        else if (array.Rank > 1)
        {
            WriteMatrix(array, tag);
        }
        else if (element.IsPrimitive && tag is not (ValueTag.IntPtr or ValueTag.UIntPtr))
        {
            Tag(ValueTag.PrimitiveArray);
            Tag(tag);
            Buffer.Count(array.Length);
            Buffer.Memory(array);
        }
        else
        {
            WriteItems(ValueTag.Array, tag, array, array, array.Length);
        }
    }

    // An array of plain .NET objects is one JSON text in the engine; PowerShell keeps each element by its own rules.
    private void WriteOtherArray(Array array, Type element)
    {
        if (_extension is PlainValues && !element.IsEnum && !typeof(IEnumerable).IsAssignableFrom(element)
            && element != typeof(Job) && element != typeof(JobSpec))
        {
            WriteJson(array);
        }
        else
        {
            WriteItems(ValueTag.Array, ValueTag.Object, array, array, array.Length);
        }
    }

    private void WriteMatrix(Array array, ValueTag element)
    {
        Tag(ValueTag.Matrix);
        Buffer.Count(array.Rank);
        for (var dimension = 0; dimension < array.Rank; dimension++)
        {
            Buffer.Count(array.GetLength(dimension));
        }

        WriteItems(ValueTag.Array, element, array, array, array.Length);
    }

    private void WriteGenericOrOther(object value)
    {
        var type = value.GetType();
        if (type.IsGenericType && value is IList list && type.GetGenericTypeDefinition() == typeof(List<>)
            && ElementTypes.TryGetTag(type.GenericTypeArguments[0], out var element))
        {
            WriteItems(ValueTag.List, element, list, list, list.Count);
        }
        else if (type.IsGenericType && value is IDictionary table
            && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
            && ElementTypes.TryGetTag(type.GenericTypeArguments[0], out var key)
            && ElementTypes.TryGetTag(type.GenericTypeArguments[1], out element))
        {
            WriteDictionary(table, key, element);
        }
        else
        {
            _extension.Write(this, value);
        }
    }

    private void WriteDictionary(IDictionary table, ValueTag key, ValueTag element)
    {
        Tag(ValueTag.Dictionary);
        Tag(key);
        Tag(element);
        Buffer.Byte(KeyComparers.CodeOfDictionary(table));
        WriteEntries(table);
    }

    private void WriteItems(ValueTag tag, ValueTag? element, object container, IEnumerable items, int count)
    {
        Tag(tag);
        if (element is { } elementTag)
        {
            Tag(elementTag);
        }

        Buffer.Count(count);
        _path.Enter(container);
        var index = 0;
        foreach (var item in items)
        {
            _path.AtIndex(index++);
            Write(item);
        }

        _path.Leave();
    }

    private void WriteEntries(IDictionary table)
    {
        Buffer.Count(table.Count);
        _path.Enter(table);
        foreach (DictionaryEntry entry in table)
        {
            _path.AtName(entry.Key);
            Write(entry.Key);
            Write(entry.Value);
        }

        _path.Leave();
    }

    private void WriteProperties(object container, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        Buffer.Count(properties.Count);
        _path.Enter(container);
        for (var index = 0; index < properties.Count; index++)
        {
            var (name, value) = properties[index];
            _path.AtName(name);
            WriteText(name);
            Write(value);
        }

        _path.Leave();
    }

    private void WriteNames(IReadOnlyList<string> names)
    {
        Buffer.Count(names.Count);
        foreach (var name in names)
        {
            WriteText(name);
        }
    }
}
