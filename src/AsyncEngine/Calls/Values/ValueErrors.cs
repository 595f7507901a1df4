namespace AsyncEngine.Calls.Values;

/// <summary>The messages of the codec's refusals.</summary>
internal static class ValueErrors
{
    public static AsyncEngineException NotSerializable(string path, string why) =>
        new(ErrorIds.PayloadNotSerializable, $"The value at '{path}' cannot be stored: {why}") { Target = path };

    public static AsyncEngineException Cycle(string path) =>
        NotSerializable(path, "it contains itself. Pass the parts that the job needs, without the way back.");

    public static AsyncEngineException TooDeep(string path, int limit) =>
        NotSerializable(path, $"it lies more than {limit} levels deep. Pass a flatter value, or the path of a file.");

    public static AsyncEngineException TooLarge(long limit) =>
        new(
            ErrorIds.PayloadTooLarge,
            $"The value is larger than {limit} bytes. Write it to a file and pass the path instead.");

    public static AsyncEngineException NewerFormat(byte version) =>
        new(
            ErrorIds.PayloadNotSerializable,
            $"The stored value has format {version}, which this version does not know. Update AsyncPS to read it.");

    public static AsyncEngineException UnsavedJob(ValuePath path) => NotSerializable(
        path.ToString(),
        "it is a job that is not saved, so nobody could find it. Save it first (Add-AsyncJob -Job, or JobQueue.Add).");

    public static AsyncEngineException Damaged(int position, Exception? inner = null) =>
        new(
            ErrorIds.PayloadNotSerializable,
            $"The stored value is damaged: its bytes make no sense at position {position}.",
            inner);

    public static AsyncEngineException NotConvertible(object? value, Type target, Exception? inner = null) =>
        new(
            ErrorIds.PayloadNotSerializable,
            $"The stored value is a {(value is JsonLeaf leaf ? leaf.TypeName : value?.GetType().FullName) ?? "null"} "
            + $"and cannot be taken as {target.FullName}."
            + (inner is null ? string.Empty : $" {inner.Message}"),
            inner);
}
