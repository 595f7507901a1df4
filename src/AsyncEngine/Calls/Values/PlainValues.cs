namespace AsyncEngine.Calls.Values;

/// <summary>The extension of a program without PowerShell: other objects travel as JSON, records as dictionaries.</summary>
internal sealed class PlainValues : IValueExtension
{
    public static PlainValues Instance { get; } = new();

    public void Write(ValueWriter writer, object value)
    {
        switch (value)
        {
            case Job job:
                writer.WriteJob(job.Id);
                break;
            case JobSpec:
                writer.WriteJob(0); // refused, with the place
                break;
            case IReadOnlyCollection<Job> jobs:
                writer.WriteObjectArray(jobs, jobs.ToArray());
                break;
            default:
                writer.WriteJson(value);
                break;
        }
    }

    public object? ReadRecord(
        IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        var record = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in properties)
        {
            record[name] = value;
        }

        return record;
    }

    public object? ReadExtended(
        object? value, IReadOnlyList<string> typeNames, IReadOnlyList<KeyValuePair<string, object?>> properties) =>
        value;

    public object? ReadErrorRecord(IReadOnlyList<KeyValuePair<string, object?>> fields) => ReadRecord([], fields);

    public object? ReadCliXml(string xml) => throw new AsyncEngineException(
        ErrorIds.PayloadNotSerializable,
        "The value was written by PowerShell and can be read there only. Read it with the AsyncPS module, or let the "
        + "job return strings, numbers, hashtables or custom objects.");

    public object? ReadJob(long id) => JobHome.Current is { } store ? store.FindJob(id) : id;

    public object? ReadUnknownEnum(string typeName, string name, object number) => number;
}
