using System.Globalization;
using AsyncPS.Commands.Parameters;
using AsyncPS.Errors;
using AsyncPS.Session;
using Engine = AsyncEngine.Testing;

namespace AsyncPS.Commands;

/// <summary>Moves the clock of a test store. What is due on the way has been done when it returns.</summary>
[Cmdlet(VerbsCommon.Step, "AsyncClock", DefaultParameterSetName = SecondsSet)]
[OutputType(typeof(ClockStep))]
public sealed class StepAsyncClockCommand : StoreCmdlet
{
    private const string SecondsSet = "Seconds";
    private const string DurationSet = "Duration";
    private const string ToSet = "To";

    /// <summary>How many seconds the clock moves. 0, the default, does what is due now.</summary>
    [Parameter(Position = 0, ParameterSetName = SecondsSet)]
    [ValidateRange(0, 1e9)]
    public double Seconds { get; set; }

    /// <summary>How far the clock moves.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DurationSet)]
    [Duration]
    public TimeSpan Duration { get; set; }

    /// <summary>
    /// The moment to which the clock moves: a DateTimeOffset, a DateTime, or text. A time of day means the next one by
    /// the store's clock.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ToSet)]
    [ValidateNotNull]
    public object To { get; set; } = null!;

    /// <summary>
    /// Dispatchers that are frozen meanwhile, by object or UUID: they neither ping nor claim nor settle. After their
    /// death interval others take their jobs. At the end they speak again.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public DispatcherRef[] Silent { get; set; } = [];

    /// <summary>
    /// How long a job may run, in real time, before the clock goes on without it. Default: 30 seconds.
    /// </summary>
    [Parameter]
    [Duration]
    public TimeSpan? Patience { get; set; }

    /// <summary>Writes what came of it: the time, how many jobs ended, which still run.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        var address = Use.Lease?.Address ?? throw Refusals.NotATestStore("This job's store");
        var test = TestStores.Shared.Get(address).Engine;
        var target = ParameterSetName switch
        {
            ToSet => ReadMoment(test.Clock),
            DurationSet => test.Clock.GetUtcNow() + Duration,
            _ => test.Clock.GetUtcNow() + TimeSpan.FromSeconds(Seconds),
        };
        var step = new ClockStep(
            Await(token => test.StepAsync(target, [.. Silent.Select(each => each.Uuid)], Patience, token)));
        if (step.Running.Count > 0)
        {
            WriteWarning(
                $"Jobs still run that did not end in their time: {string.Join(", ", step.Running)}. What they do is not " +
                "the same each time; let them end, or say with -Patience how long to wait for them.");
        }

        if (PassThru)
        {
            WriteObject(step);
        }
    }

    private DateTimeOffset ReadMoment(Engine.ManualClock clock) => (To is PSObject wrapped ? wrapped.BaseObject : To) switch
    {
        DateTimeOffset moment => moment,
        DateTime moment => MomentText.FromDateTime(moment),
        var text when MomentText.TryParse(
            $"{text}", CultureInfo.CurrentCulture, clock.GetLocalNow(), ahead: true, out var moment) => moment,
        var other => throw Refusals.ArgumentInvalid(
            $"'{other}' is not a moment. Give a DateTime, a DateTimeOffset, or text such as 03:00 or 2030-01-01 03:00.",
            other),
    };
}
