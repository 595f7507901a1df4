using AsyncEngine.Storage;

namespace AsyncEngine.Calls;

/// <summary>
/// The state that a job works on, from its claim to its outcome. It is read when the call first asks for it, and
/// written with the outcome if it is not then what it was. Thread-safe.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="version">Its version when the job was claimed.</param>
/// <param name="stored">Its value then.</param>
/// <param name="options">How large it may be.</param>
internal sealed class JobState(string name, long version, Payload stored, StoreOptions options)
{
    private readonly object _gate = new();

    // Guarded by _gate.
    private Func<object?, Payload>? _write;
    private object? _value;
    private Payload _before;

    public string Name => name;

    /// <summary>Its version when the job was claimed.</summary>
    public long Version => version;

    /// <summary>Its value then.</summary>
    public Payload Stored => stored;

    /// <summary>What is to be written with the outcome; null = nothing. Known once the state is sealed.</summary>
    public StateChange? Change { get; private set; }

    /// <summary>The value; one object for the whole call.</summary>
    /// <param name="read">Makes it of what is stored. Asked once.</param>
    /// <param name="write">The way back, also asked now: what the object is when nothing was changed.</param>
    public object? Open(Func<Payload, object?> read, Func<object?, Payload> write)
    {
        lock (_gate)
        {
            if (_write is null)
            {
                _value = read(stored);
                _before = write(_value);
                _write = write;
            }

            return _value;
        }
    }

    /// <summary>Puts another value in its place.</summary>
    public void Replace(object? value, Func<object?, Payload> write)
    {
        lock (_gate)
        {
            if (_write is null)
            {
                _before = stored;
            }

            _value = value;
            _write = write;
        }
    }

    /// <summary>The call ran in another process, which has sealed the state: this is what it left.</summary>
    public void TakeOver(StateChange change) => Change = change;

    /// <summary>
    /// The call has succeeded: what it left is written down. <c>PayloadNotSerializable</c>, <c>PayloadTooLarge</c>.
    /// </summary>
    public void Seal()
    {
        lock (_gate)
        {
            if (_write is null)
            {
                return;
            }

            var value = _write(_value);
            if (value.Bytes.Span.SequenceEqual(_before.Bytes.Span))
            {
                return;
            }

            var change = new StateChange { Name = name, Value = value, ExpectedVersion = version };
            StateRules.Check(change, options);
            Change = change;
        }
    }
}
