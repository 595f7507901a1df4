using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AsyncPS.Commands;
using AsyncPS.Session;

namespace Bench.Scenarios;

/// <summary>Pipes numbers to <c>Add-AsyncJob</c>: one atomic batch through the cmdlet, written when the pipeline ends.</summary>
internal sealed class EnqueuePipeline : IScenario
{
    public string Name => "add-pipeline";

    public Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        var session = InitialSessionState.CreateDefault2();
        session.Commands.Add(new SessionStateCmdletEntry("Add-AsyncJob", typeof(AddAsyncJobCommand), helpFileName: null));
        using var shell = PowerShell.Create(session);
        shell.AddScript("param($Count, $Store) $null = 1..$Count | Add-AsyncJob { param($x) $x * 2 } -Store $Store");
        var count = quick ? 4_000 : 30_000;
        shell.AddParameter("Count", count).AddParameter("Store", Stores.Locate(folder));
        var start = Stopwatch.GetTimestamp();
        shell.Invoke();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        StoreRegistry.Shared.CloseIdle(); // sessions keep stores open for a while
        if (shell.HadErrors)
        {
            throw shell.Streams.Error[0].Exception;
        }

        return Task.FromResult<IReadOnlyList<Figure>>([new Figure("add, piped to Add-AsyncJob", "/s", count / seconds)]);
    }
}
