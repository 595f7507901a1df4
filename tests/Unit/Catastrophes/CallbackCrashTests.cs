using AsyncEngine;
using AsyncEngine.Jobs;
using Crew;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>A dispatcher that is killed in the middle of a job's callbacks (R240).</summary>
[Collection(CatastropheCollection.Name)]
public sealed class CallbackCrashTests
{
    private const int Call = 0;
    private const int First = 1;
    private const int Interrupted = 2;
    private const int Last = 3;

    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Kill_ResumesCallbacksWhereTheyStopped_WhenOneOfThemRan_R080_R240()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var job = await scene.Queue.AddAsync(
            () => Work.Note(Call),
            new JobOptions
            {
                Callbacks =
                [
                    JobCallback.OnSuccess(() => Work.Note(First)),
                    JobCallback.OnCompleted(() => Work.Hold(Interrupted, default)),
                    JobCallback.OnCompleted(() => Work.Note(Last)),
                ],
            },
            scene.Token);
        var killed = await scene.StartReadyAsync("dispatch");
        await killed.HearAsync($"holding {Interrupted}");
        await killed.KillAsync();

        var next = await scene.StartReadyAsync("dispatch");
        await next.HearAsync($"holding {Interrupted}");
        next.Order("release");
        await job.WaitAsync(Scene.Patience, scene.Token);
        await Scene.StopAsync(next);

        Assert.Equal(JobOutcome.Succeeded, job.Outcome);
        Assert.Equal(killed.Name, job.Result<string>());
        Assert.Equal([Call, First, Interrupted, Interrupted, Last], scene.ReadJournal().Order);
    }
}
