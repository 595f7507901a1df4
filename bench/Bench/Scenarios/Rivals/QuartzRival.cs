using System.Diagnostics;
using Quartz;

namespace Bench.Scenarios.Rivals;

/// <summary>Quartz, one job and one trigger for each unit of work, with the store that a derived class chooses.</summary>
internal abstract class QuartzRival : IScenario
{
    private const int Workers = 4;

    public abstract string Name { get; }

    /// <summary>What the figures are called.</summary>
    protected abstract string Title { get; }

    /// <summary>How many jobs a full run drains.</summary>
    protected abstract int Count { get; }

    public async Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick)
    {
        Prepare(folder);
        var scheduler = await QuartzSchedulerBuilder
            .Create(builder =>
            {
                builder.UseDefaultThreadPool(Workers);
                UseStore(builder, folder);
            })
            .BuildScheduler()
            .ConfigureAwait(false);
        try
        {
            var count = quick ? Count / 5 : Count;
            var adding = await AddAsync(scheduler, count).ConfigureAwait(false);
            var draining = await DrainAsync(scheduler, count).ConfigureAwait(false);
            var latency = await Signal
                .LatencyAsync($"{Title}: latency, same process", quick ? 30 : 200, () => ScheduleAsync<EnterJob>(scheduler))
                .ConfigureAwait(false);
            return
            [
                new Figure($"{Title}: add, one by one", "/s", adding),
                new Figure($"{Title}: run jobs that do nothing", "/s", draining),
                .. latency,
            ];
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true).ConfigureAwait(false);
        }
    }

    /// <summary>Makes what the store needs to exist before.</summary>
    protected virtual void Prepare(string folder)
    {
    }

    /// <summary>Chooses the store.</summary>
    protected abstract void UseStore(IQuartzBuilder builder, string folder);

    private static async Task<double> AddAsync(IScheduler scheduler, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            await ScheduleAsync<NothingJob>(scheduler).ConfigureAwait(false);
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> DrainAsync(IScheduler scheduler, int count)
    {
        Signal.Reset();
        var start = Stopwatch.GetTimestamp();
        await scheduler.Start().ConfigureAwait(false);
        while (Signal.Count < count)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task ScheduleAsync<TJob>(IScheduler scheduler)
        where TJob : IJob
    {
        var key = Guid.NewGuid().ToString("N");
        var job = JobBuilder.Create<TJob>().WithIdentity(key).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key).StartNow().Build();
        await scheduler.ScheduleJob(job, trigger).ConfigureAwait(false);
    }

    private sealed class NothingJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            Signal.Nothing();
            return default;
        }
    }

    private sealed class EnterJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            Signal.Enter();
            return default;
        }
    }
}
