using System.Management.Automation.Runspaces;
using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncPS.Scripting.Judging;

/// <summary>
/// Evaluates agents' filters and preferences in a session of their own, one batch at a time, and within a bound: a
/// script that does not end is stopped, and its session thrown away. Thread-safe.
/// </summary>
internal sealed class FilterJudge : IJobJudge, IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private Runspace? _runspace;

    /// <summary>For those who ask what filters would say, without a dispatcher.</summary>
    public static FilterJudge Shared { get; } = new();

    public async Task<Judgement> JudgeAsync(AgentRules rules, IReadOnlyList<JobRecord> jobs)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await RunAsync(new FilterRun(rules, jobs)).ConfigureAwait(false);
        }
        catch (RuntimeException exception)
        {
            return new Judgement([], exception.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _runspace?.Dispose();

    private async Task<Judgement> RunAsync(FilterRun run)
    {
        var pipeline = PowerShell.Create();
        pipeline.Runspace = _runspace ??= Open();
        pipeline.AddScript("param($run) $run.Invoke()").AddArgument((Action)run.Run);
        var running = Task.Factory.FromAsync(pipeline.BeginInvoke(), pipeline.EndInvoke);
        if (await Task.WhenAny(running, Task.Delay(Bound, TimeProvider.System)).ConfigureAwait(false) == running)
        {
            using (pipeline)
            {
                await running.ConfigureAwait(false);
                return run.Judgement;
            }
        }

        // Whatever it does: nobody waits for it.
        var lost = _runspace;
        _runspace = null;
        _ = pipeline.BeginStop(_ => lost.Dispose(), null);
        _ = running.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
        return new Judgement([], $"it did not end within {Bound.TotalSeconds:0} seconds");
    }

    private static Runspace Open()
    {
        var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.ThreadOptions = PSThreadOptions.ReuseThread; // else each batch begins with a new thread
        runspace.Open();
        runspace.Debugger.SetDebugMode(DebugModes.None);
        return runspace;
    }
}
