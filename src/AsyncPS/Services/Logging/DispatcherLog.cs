using AsyncEngine.Diagnostics.Sinks;
using AsyncEngine.Dispatching;
using AsyncPS.Errors;
using AsyncPS.Services.Notifying;
using Engine = AsyncEngine.Dispatching;

namespace AsyncPS.Services.Logging;

/// <summary>
/// The log of a dispatcher that a cmdlet stays with: a file, standard error, or the journal where a service manager has
/// one. All stores of the process log to it while it is open.
/// </summary>
internal sealed class DispatcherLog : IDisposable
{
    private readonly ILogSink _sink;
    private readonly IDisposable _membership;
    private readonly bool _jobs;
    private readonly TimeProvider _clock;

    private DispatcherLog(ILogSink sink, LogSettings settings, TimeProvider clock)
    {
        IsOnStandardError = sink is StreamSink;
        _sink = sink;
        _jobs = settings.Jobs;
        _clock = clock;
        _membership = LogHub.Shared.Add(sink, LogFilter.From((int)settings.Level));
    }

    /// <summary>Whether it is where the pipeline's warnings would come out as well: they need not be there twice.</summary>
    public bool IsOnStandardError { get; }

    /// <summary>Opens it; null when nothing is to be logged.</summary>
    /// <exception cref="AsyncEngineException"><c>LogUnavailable</c>: the file cannot be written.</exception>
    public static DispatcherLog? Open(LogSettings settings, ManagerWishes wishes, TimeProvider clock)
    {
        ILogSink? sink = settings.Path switch
        {
            LogSettings.StandardError => new StreamSink(Console.OpenStandardError(), LogLine.ForFile),
            { } path => OpenFile(path, settings, clock),
            null when wishes.HasJournal => new StreamSink(Console.OpenStandardError(), LogLine.ForJournal),
            null => null,
        };
        return sink is null ? null : new DispatcherLog(sink, settings, clock);
    }

    /// <summary>Writes a line for each of its jobs, if that was asked for.</summary>
    public void Follow(Engine.Dispatcher dispatcher)
    {
        if (_jobs)
        {
            dispatcher.JobCompleted += WriteJob;
        }
    }

    public void Say(LogLevel level, string message) => _sink.Write(LogEntry.Of(_clock.GetUtcNow(), (int)level, message));

    public void Dispose()
    {
        _membership.Dispose();
        (_sink as IDisposable)?.Dispose();
    }

    private void WriteJob(object? sender, JobEventArgs job) => Say(LogLevel.Information, JobLine.Of(job));

    private static LogFile OpenFile(string path, LogSettings settings, TimeProvider clock)
    {
        try
        {
            return new LogFile(new LogFileOptions(path) { MaxSize = settings.MaxSize, Keep = settings.Keep }, clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refusals.LogUnavailable(path, exception);
        }
    }
}
