using AsyncEngine.Calls.Values;

namespace AsyncEngine.Calls;

/// <summary>How a job ended, as its callback sees it. A callback's method takes it as a parameter of this type.</summary>
public sealed class ParentResult
{
    private readonly ParentOutcome _parent;
    private readonly ValueCodec _codec;

    internal ParentResult(ParentOutcome parent, ValueCodec codec)
    {
        _parent = parent;
        _codec = codec;
    }

    /// <summary>The id of the job that ended.</summary>
    public long JobId => _parent.ParentId;

    /// <summary>How it ended.</summary>
    public JobOutcome Outcome => _parent.Outcome;

    /// <summary>Why it failed; null when it succeeded.</summary>
    public JobError? Error => _parent.Error;

    /// <summary>What it returned, as a value of that type; the type's default when it returned nothing.</summary>
    /// <typeparam name="T">The type that its method returned.</typeparam>
    public T? Result<T>() => _parent.Result.IsEmpty ? default : (T?)_codec.Decode(_parent.Result, typeof(T));
}
