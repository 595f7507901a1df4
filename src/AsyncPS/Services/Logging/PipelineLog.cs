using AsyncEngine.Diagnostics.Sinks;

namespace AsyncPS.Services.Logging;

/// <summary>
/// Brings what a dispatcher logs into the streams of the pipeline that stays with it: what worries as warnings, all else
/// as verbose text. A job's failure is no error of the cmdlet: it would end a service whose $ErrorActionPreference is
/// Stop. Only the pipeline's thread may write, so entries wait until it looks; too many are counted, not written.
/// </summary>
internal sealed class PipelineLog : IDisposable
{
    /// <summary>How many warnings of one number are written in <see cref="BrakeSpan"/>.</summary>
    public const int BrakeLimit = 20;

    private const int Capacity = 10_000;

    private readonly LogQueue _queue = new(Capacity);
    private readonly LogBrake _brake = new(BrakeLimit, BrakeSpan);
    private readonly IDisposable[] _memberships;
    private readonly Action<string> _warn;
    private readonly Action<string> _tell;
    private readonly TimeProvider _clock;
    private bool _deaf;

    /// <param name="hubs">What is listened to.</param>
    /// <param name="least">The least grave entries that somebody would see; null = none.</param>
    /// <param name="warn">Writes a warning.</param>
    /// <param name="tell">Writes verbose text.</param>
    /// <param name="clock">What the brake is timed with.</param>
    public PipelineLog(
        IEnumerable<LogHub> hubs, LogLevel? least, Action<string> warn, Action<string> tell, TimeProvider clock)
    {
        _warn = warn;
        _tell = tell;
        _clock = clock;
        _memberships = least is { } level ? [.. hubs.Select(hub => hub.Add(_queue, LogFilter.From((int)level)))] : [];
    }

    /// <summary>How long the brake counts.</summary>
    public static TimeSpan BrakeSpan { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes what comes until some work has ended, and throws what that threw.</summary>
    public void WriteUntil(Task work)
    {
        while (!work.IsCompleted)
        {
            WriteWaiting();
            WaitForMore(work);
        }

        WriteWaiting();
        work.ConfigureAwait(false).GetAwaiter().GetResult();
    }

    /// <summary>Writes what waits now.</summary>
    public void WriteWaiting()
    {
        while (_queue.TryTake(out var entry))
        {
            Write(entry);
        }

        WriteSummaries(_clock.GetUtcNow());
        if (_queue.TakeDropped() is > 0 and var dropped)
        {
            Hear(_warn, $"{dropped} entries came faster than this pipeline takes them and are left out here.");
        }
    }

    /// <summary>Writes what the brake held back, whether or not its while is over.</summary>
    public void WriteRest()
    {
        WriteWaiting();
        WriteSummaries(DateTimeOffset.MaxValue);
    }

    public void Dispose() => Array.ForEach(_memberships, each => each.Dispose());

    private void Write(LogEntry entry)
    {
        WriteSummaries(entry.At);
        if (entry.Gravity < (int)LogLevel.Warning)
        {
            Hear(_tell, LogLine.ForPipeline(entry));
        }
        else if (_brake.Lets(entry.At, entry.EventId))
        {
            Hear(_warn, LogLine.ForPipeline(entry));
        }
    }

    private void WriteSummaries(DateTimeOffset at)
    {
        foreach (var summary in _brake.TakeSummaries(at))
        {
            Hear(_warn, summary);
        }
    }

    // A pipeline that is stopping, or whose user wants warnings to end it, throws: whoever stays with the dispatcher then
    // stops it, and is told no more.
    private void Hear(Action<string> write, string text)
    {
        if (_deaf)
        {
            return;
        }

        try
        {
            write(text);
        }
        catch
        {
            _deaf = true;
            throw;
        }
    }

    private void WaitForMore(Task work)
    {
        using var enough = new CancellationTokenSource();
        List<Task> ends = [work, _queue.WaitAsync(enough.Token)];
        if (_brake.NextSummaryAt is { } next)
        {
            var left = next - _clock.GetUtcNow();
            ends.Add(Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, _clock, enough.Token));
        }

        Task.WhenAny(ends).ConfigureAwait(false).GetAwaiter().GetResult();
        enough.Cancel();
    }
}
