using System.Management.Automation.Host;
using AsyncEngine.Calls.Values;
using AsyncEngine.Calls;
using AsyncPS.Scripting.Streams;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Scripting.Workers;

/// <summary>
/// Takes what the job that runs writes. Used by the worker's thread; a flusher comes for the output of a job that still
/// runs.
/// </summary>
internal sealed class JobSink(ScriptWorkerOptions options) : IOutputSource
{
    /// <summary>So much of a job's output can be followed while it runs; the rest is seen when it has ended.</summary>
    private const int LiveLimit = 1 << 20;

    private readonly object _gate = new();

    // Guarded by _gate.
    private readonly OutputsWriter _outputs = ScriptValues.Codec.NewOutputs();
    private StreamRecorder? _recorder;
    private OutputRecorder? _owner;
    private bool _isAnnounced;
    private int _brought;

    private bool _hasOutput;

    /// <summary>The sink of the job that runs on this thread.</summary>
    [field: ThreadStatic]
    public static JobSink? Current { get; set; }

    /// <summary>Whether the job wrote errors that did not end it.</summary>
    public bool HadErrors { get; private set; }

    /// <summary>
    /// The unsaved job that is all its output: it returned that job, and takes its outcome (R090). Null otherwise.
    /// </summary>
    public Job? Returned { get; private set; }

    /// <summary>Why what it wrote cannot be stored, if it cannot.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Not null: what the job writes to its host is shown here at once, too.</summary>
    public PSHost? Host { get; init; }

    public void Begin(OutputRecorder recorder)
    {
        HadErrors = false;
        Fault = null;
        Returned = null;
        _hasOutput = false;
        lock (_gate)
        {
            _recorder = new StreamRecorder(recorder, options.Time);
            _owner = recorder;
            _outputs.Limit = options.MaxResultBytes;
            _brought = _outputs.Position;
            _isAnnounced = false;
        }

        Current = this;
    }

    /// <summary>
    /// Takes an output object. A value that cannot be stored fails the job at its end: an exception here would end the
    /// pipeline that all jobs share.
    /// </summary>
    public void Output(object? value)
    {
        if (Fault is not null)
        {
            return;
        }

        var unsaved = (value is PSObject wrapper ? wrapper.BaseObject : value) as Job;
        if (unsaved is { Draft: not null } && !_hasOutput)
        {
            Returned = unsaved;
            _hasOutput = true;
            return;
        }

        if (Returned is not null || unsaved is { Draft: not null })
        {
            Returned = null;
            Fault = NotAlone();
            return;
        }

        try
        {
            _hasOutput = true;
            Add(value);
        }
        catch (Exception fault) // Values may run code of the job when they are looked at.
        {
            Fault = fault;
        }
    }

    /// <summary>Takes a record of another stream.</summary>
    public void Record(object? value)
    {
        if (value is PSObject wrapper)
        {
            value = wrapper.BaseObject;
        }

        HadErrors |= value is ErrorRecord;
        if (Host is not null && value is InformationRecord { MessageData: HostInformationMessage message })
        {
            Show(Host.UI, message);
        }

        if (value is not null)
        {
            lock (_gate)
            {
                _recorder!.Record(value);
            }
        }
    }

    /// <inheritdoc/>
    public void Bring(OutputRecorder recorder)
    {
        // What is written may run code of the job, for as long as it likes: the flusher comes again.
        if (!Monitor.TryEnter(_gate))
        {
            recorder.Announce(this);
            return;
        }

        try
        {
            if (_owner == recorder)
            {
                _isAnnounced = false;
                BringOutputs();
            }
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    /// <summary>All output so far.</summary>
    public Payload End()
    {
        Current = null;
        lock (_gate)
        {
            _owner = null;
            return _outputs.Finish();
        }
    }

    private void Add(object? value)
    {
        lock (_gate)
        {
            _outputs.Add(value);
            _recorder!.CountOutput();
            if (!_isAnnounced)
            {
                _isAnnounced = true;
                _owner?.Announce(this);
            }
        }
    }

    private void BringOutputs()
    {
        var end = _outputs.Position;
        if (_brought > LiveLimit)
        {
            _recorder!.RecordCount();
        }
        else if (end > _brought)
        {
            _recorder!.RecordValues(end > LiveLimit ? Payload.Empty : _outputs.Since(_brought));
            _brought = end;
        }
    }

    private static void Show(PSHostUserInterface ui, HostInformationMessage message)
    {
        var text = message.NoNewLine == true ? message.Message : message.Message + Environment.NewLine;
        if (message is { ForegroundColor: null, BackgroundColor: null })
        {
            ui.Write(text);
            return;
        }

        ui.Write(
            message.ForegroundColor ?? ui.RawUI.ForegroundColor, message.BackgroundColor ?? ui.RawUI.BackgroundColor, text);
    }

    private static AsyncEngineException NotAlone() => new(
        ErrorIds.PayloadNotSerializable,
        "The script wrote an unsaved job and something else. To have that job's outcome, write it alone; to start it and "
        + "go on, save it with Add-AsyncJob -Job.");
}
