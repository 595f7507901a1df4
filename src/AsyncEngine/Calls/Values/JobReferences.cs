namespace AsyncEngine.Calls.Values;

/// <summary>Jobs as values: by their ids. Which jobs these are is known to the store that the value lies in.</summary>
internal static class JobReferences
{
    /// <summary>An array of jobs, as any codec reads it.</summary>
    public static Payload Encode(IReadOnlyList<long> jobs)
    {
        var writer = new ValueWriter(PlainValues.Instance);
        writer.Tag(ValueTag.Array);
        writer.Tag(ValueTag.Object);
        writer.Buffer.Count(jobs.Count);
        foreach (var id in jobs)
        {
            writer.WriteJob(id);
        }

        return new Payload(writer.Buffer.ToArray());
    }
}
