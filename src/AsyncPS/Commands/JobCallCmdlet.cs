using AsyncEngine.Calls.Values;
using AsyncEngine.Storage;
using AsyncPS.Commands.Calls;
using AsyncPS.Commands.Parameters;
using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Capture;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that makes jobs: what they run, with which arguments, when and how.</summary>
public abstract class JobCallCmdlet : ScriptSetupCmdlet
{
    private CallSource? _source;
    private IReadOnlyList<NewCallback> _callbacks = [];
    private CallText? _retryCall;
    private EncodedSettings? _settings;

    private protected JobCallCmdlet()
    {
    }

    /// <summary>
    /// The script that the job runs, as text: it keeps no tie to this session. Values of $using: expressions are taken
    /// now.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ScriptBlockSet)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>A script file. Its text is taken now; the job knows its path as $PSScriptRoot.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FilePathSet)]
    [ValidateNotNullOrEmpty]
    public string FilePath { get; set; } = null!;

    /// <summary>A .NET type that has the method. A dispatcher must have its assembly loaded or listed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MethodSet)]
    [ValidateNotNull]
    public Type Type { get; set; } = null!;

    /// <summary>
    /// Name of a public method: static, or of a type with a constructor without parameters. The overload that takes the
    /// arguments is chosen now.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = MethodSet)]
    [ValidateNotNullOrEmpty]
    public string Method { get; set; } = null!;

    /// <summary>Positional arguments.</summary>
    [Parameter]
    [Alias("Args")]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? ArgumentList { get; set; }

    /// <summary>Named arguments of the script.</summary>
    [Parameter(ParameterSetName = ScriptBlockSet)]
    [Parameter(ParameterSetName = FilePathSet)]
    public IDictionary? Parameters { get; set; }

    /// <summary>
    /// Piped objects: one job each. The job has its object as $_, and as first positional argument where the script has
    /// room for one. All jobs of a pipeline are added together or not at all.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ScriptBlockSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = FilePathSet)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = MethodSet)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>The queue that the job waits in. Default: default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = "default";

    /// <summary>
    /// A name to find the job by; need not be unique. A script block gives each piped object's job a name of its own:
    /// -Name { "hash $_" }.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Name { get; set; }

    /// <summary>Quotas of the queue: the job runs when each of them has a free slot.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(QuotaCompleter))]
    public string[] Quota { get; set; } = [];

    /// <summary>
    /// The earliest moment at which the job may begin: a DateTime, a DateTimeOffset, or text. A time of day that has
    /// passed today means tomorrow's. A moment in the past means at once.
    /// </summary>
    [Parameter]
    [Moment(Ahead = true)]
    public DateTimeOffset? BeginAfter { get; set; }

    /// <summary>How long from now the job may begin at the earliest.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Delay { get; set; }

    /// <summary>How long after its earliest moment the job may still begin; later it fails with JobExpired.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? BeginBy { get; set; }

    /// <summary>Jobs of higher priority go first. Default: 0.</summary>
    [Parameter]
    public int Priority { get; set; }

    /// <summary>How long the job may run; then it is ended and fails with JobTimedOut. Default: no limit.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How often the job is started before a failure is final. Default: once.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxAttempts { get; set; }

    /// <summary>The pause before the second attempt; it doubles with each one. Default: 1 second.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RetryDelay { get; set; }

    /// <summary>
    /// What happens when the job is interrupted by no fault of its own. Common, the default: it runs again, up to nine
    /// times. Forever: always again. Never: it fails, for work that must not be done twice. A script block: it decides,
    /// after failures and interruptions alike, instead of -MaxAttempts and -RetryDelay.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [RetryChoice]
    [ArgumentCompleter(typeof(RetryPolicyCompleter))]
    public object RetryPolicy { get; set; } = AsyncPS.RetryPolicy.Common;

    /// <summary>
    /// Name of a state of the store, which is created when it is new. The script has it as $AsyncState, a table whose
    /// changes are saved when the job succeeds. Jobs with one state never run at once.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StateCompleter))]
    public string? State { get; set; }

    /// <summary>A script that runs when the job has succeeded, with its result as argument.</summary>
    [Parameter]
    public ScriptBlock? OnSuccess { get; set; }

    /// <summary>A script that runs when the job has failed or was stopped, with the error as argument.</summary>
    [Parameter]
    public ScriptBlock? OnFailure { get; set; }

    /// <summary>A script that runs whatever the outcome, with the result or the error as argument.</summary>
    [Parameter]
    public ScriptBlock? OnCompleted { get; set; }

    /// <summary>Words to find the job by.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <summary>Takes the call once, before the first job is made.</summary>
    private protected override void Begin()
    {
        Refusals.ThrowIfTwoStarts(BeginAfter, Delay);
        var settings = ReadSettings();
        _settings = new EncodedSettings(settings.Encode());
        if (BeginAfter is { } moment)
        {
            WriteVerbose($"Begins at {moment.LocalDateTime} at the earliest ({DisplayText.Distance(moment)}).");
        }

        _source = ParameterSetName switch
        {
            MethodSet => new MethodSource(Type, Method, ArgumentList, Use.Lease?.Store.Options.Codec ?? ValueCodec.Plain),
            FilePathSet => new ScriptSource(
                ScriptCapture.FromFile(GetUnresolvedProviderPathFromPSPath(FilePath), SessionState),
                ArgumentList,
                Parameters),
            _ => new ScriptSource(ScriptCapture.FromBlock(ScriptBlock, SessionState), ArgumentList, Parameters),
        };
        _callbacks = CallbackSource.Of(OnSuccess, OnFailure, OnCompleted, SessionState, settings.OfCallbacks());
        _retryCall = RetryPolicy is ScriptBlock policy ? PolicyOf(policy) : null;
    }

    private CallText PolicyOf(ScriptBlock policy)
    {
        var script = ScriptCapture.FromBlock(policy, SessionState);
        return script.Using.Count == 0
            ? script.Call
            : throw Refusals.ArgumentInvalid(
                "A script for -RetryPolicy takes no $using: values. Write what it needs into the script itself.");
    }

    /// <summary>Makes one job: for the piped object, if there is a pipeline.</summary>
    private protected NewJob NewJob() =>
        NewJob(MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))
            ? new PipedInput(InputObject)
            : null);

    private NewJob NewJob(PipedInput? input)
    {
        var (call, arguments) = _source!.For(input); // Begin has made it.
        return new NewJob
        {
            Call = call,
            Arguments = arguments,
            Queue = Queue,
            Name = JobName.For(Name, input),
            Quotas = Quota,
            BeginAfter = BeginAfter,
            Delay = Delay,
            BeginBy = BeginBy,
            Priority = Priority,
            Timeout = Timeout,
            MaxAttempts = MaxAttempts,
            RetryDelay = RetryDelay,
            RetryPolicy = _retryCall is null
                ? (Engine.RetryPolicyKind)(RetryPolicy)RetryPolicy
                : Engine.RetryPolicyKind.Own,
            RetryCall = _retryCall,
            State = State,
            Tags = Tag,
            Callbacks = _callbacks,
            RunnerSettings = _settings!.Payload,
        };
    }

    // A struct of the engine as a field of an exported class would load the engine at import.
    private sealed record EncodedSettings(Payload Payload);
}
