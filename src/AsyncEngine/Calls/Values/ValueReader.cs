using System.Collections;
using System.Collections.Specialized;

namespace AsyncEngine.Calls.Values;

/// <summary>Reads one payload.</summary>
/// <param name="bytes">The payload.</param>
/// <param name="extension">Makes what is not on the fixed list.</param>
/// <param name="keepsJson">JSON stays a <see cref="JsonLeaf"/>, for a reader that knows the target's type.</param>
internal ref struct ValueReader(ReadOnlySpan<byte> bytes, IValueExtension extension, bool keepsJson = false)
{
    private readonly IValueExtension _extension = extension;
    private readonly bool _keepsJson = keepsJson;
    private ByteSource _source = new(bytes);
    private int _depth;

    /// <summary>Reads the format's byte.</summary>
    public void Begin()
    {
        var format = _source.Byte();
        if (format != ValueWriter.Format)
        {
            throw ValueErrors.NewerFormat(format);
        }
    }

    /// <summary>How far it has read.</summary>
    public readonly int Position => _source.Position;

    public ValueTag Tag() => (ValueTag)_source.Byte();

    /// <summary>Reads one value.</summary>
    public object? Read() => Read(Tag());

    /// <summary>Reads values up to the end mark.</summary>
    public object?[] ReadOutputs()
    {
        var values = new List<object?>();
        for (var tag = Tag(); tag != ValueTag.End; tag = Tag())
        {
            values.Add(Read(tag));
        }

        return [.. values];
    }

    /// <summary>Reads a record as its properties.</summary>
    public KeyValuePair<string, object?>[] ReadRecord()
    {
        if (Tag() != ValueTag.Record)
        {
            throw ValueErrors.Damaged(_source.Position);
        }

        ReadNames();
        return ReadProperties();
    }

    private object? Read(ValueTag tag)
    {
        if (tag == ValueTag.Null)
        {
            return null;
        }

        if (tag < ValueTag.PrimitiveArray)
        {
            return ScalarReader.Read(tag, ref _source, _extension);
        }

        if (++_depth > ValuePath.MaxDepth + 1)
        {
            throw ValueErrors.Damaged(_source.Position);
        }

        var value = tag >= ValueTag.Record ? ReadOther(tag) : ReadContainer(tag);
        _depth--;
        return value;
    }

    private object? ReadContainer(ValueTag tag) => tag switch
    {
        ValueTag.PrimitiveArray => ReadPrimitiveArray(),
        ValueTag.Array => ReadArray(),
        ValueTag.Matrix => ReadMatrix(),
        ValueTag.List => ReadList(Containers.NewList(ElementType())),
        ValueTag.ArrayList => ReadList(new ArrayList()),
        ValueTag.Hashtable => ReadEntries(new Hashtable(KeyComparers.ComparerOf(_source.Byte()))),
        ValueTag.OrderedDictionary => ReadEntries(new OrderedDictionary(KeyComparers.ComparerOf(_source.Byte()))),
        ValueTag.Dictionary => ReadDictionary(),
        ValueTag.Outputs => Containers.ResultOf(ReadOutputs()),
        _ => throw ValueErrors.Damaged(_source.Position),
    };

    private object? ReadOther(ValueTag tag) => tag switch
    {
        ValueTag.Record => _extension.ReadRecord(ReadNames(), ReadProperties()),
        ValueTag.Extended => ReadExtended(),
        ValueTag.ErrorRecord => _extension.ReadErrorRecord(ReadProperties()),
        ValueTag.CliXml => _extension.ReadCliXml(ReadText()),
        ValueTag.Json => ReadJson(),
        ValueTag.Job => _extension.ReadJob(_source.VarInt()),
        _ => throw ValueErrors.Damaged(_source.Position),
    };

    private Array ReadPrimitiveArray()
    {
        var element = ElementType();
        var length = _source.Count();
        if (!element.IsPrimitive || element == typeof(nint) || element == typeof(nuint))
        {
            throw ValueErrors.Damaged(_source.Position);
        }

        var array = Array.CreateInstance(element, length);
        var memory = _source.Take(Buffer.ByteLength(array));
        Buffer.BlockCopy(memory.ToArray(), 0, array, 0, memory.Length);
        return array;
    }

    private Array ReadArray()
    {
        var element = ElementType();
        var length = _source.Count();
        if (element == typeof(object))
        {
            var values = new object?[length];
            for (var index = 0; index < length; index++)
            {
                values[index] = Read();
            }

            return values;
        }

        var array = Array.CreateInstance(element, length);
        for (var index = 0; index < length; index++)
        {
            array.SetValue(Read(), index);
        }

        return array;
    }

    private Array ReadMatrix()
    {
        var lengths = new int[_source.Count()];
        for (var dimension = 0; dimension < lengths.Length; dimension++)
        {
            lengths[dimension] = _source.Count();
        }

        return Read() is Array flat && Containers.TryShape(flat, lengths, out var matrix)
            ? matrix
            : throw ValueErrors.Damaged(_source.Position);
    }

    private IList ReadList(IList list)
    {
        var count = _source.Count();
        for (var index = 0; index < count; index++)
        {
            list.Add(Read());
        }

        return list;
    }

    private IDictionary ReadDictionary()
    {
        var key = ElementType();
        var element = ElementType();
        return ReadEntries(Containers.NewDictionary(key, element, _source.Byte()));
    }

    private IDictionary ReadEntries(IDictionary table)
    {
        var count = _source.Count();
        for (var index = 0; index < count; index++)
        {
            var key = Read() ?? throw ValueErrors.Damaged(_source.Position);
            table[key] = Read();
        }

        return table;
    }

    private object? ReadExtended()
    {
        var names = ReadNames();
        var properties = ReadProperties();
        return _extension.ReadExtended(Read(), names, properties);
    }

    private object? ReadJson()
    {
        var leaf = new JsonLeaf(ReadText(), ReadText());
        return _keepsJson ? leaf : ValueJson.Read(leaf, _extension);
    }

    private string[] ReadNames()
    {
        var count = _source.Count();
        if (count == 0)
        {
            return [];
        }

        var names = new string[count];
        for (var index = 0; index < count; index++)
        {
            names[index] = ReadText();
        }

        return names;
    }

    private KeyValuePair<string, object?>[] ReadProperties()
    {
        var properties = new KeyValuePair<string, object?>[_source.Count()];
        for (var index = 0; index < properties.Length; index++)
        {
            properties[index] = new(ReadText(), Read());
        }

        return properties;
    }

    private string ReadText() => ScalarReader.Text(Tag(), ref _source);

    private Type ElementType() =>
        ElementTypes.TryGetType(Tag(), out var type) ? type : throw ValueErrors.Damaged(_source.Position);
}
