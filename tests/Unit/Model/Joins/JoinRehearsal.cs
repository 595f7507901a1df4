using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Model.Joins;

/// <summary>Does steps to a store and to the model of joins; in the end all that waits must have come to its end.</summary>
internal sealed class JoinRehearsal
{
    private const string Queue = "joins";
    private const string Slot = "one";

    private readonly Stage _stage;
    private readonly JoinModel _model = new();
    private readonly ReservedIds _ids;
    private readonly Dictionary<int, DispatcherRegistration> _active = [];
    private readonly List<(RunKey Key, int Dispatcher)> _runs = [];

    private JoinRehearsal(Stage stage)
    {
        _stage = stage;
        _ids = new ReservedIds(() => stage.Store);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStore Store => _stage.Store;

    public static async Task Run(Stage stage, JoinStep[] steps)
    {
        var rehearsal = new JoinRehearsal(stage);
        await stage.Store.Queues.CreateAsync([Queue], null, Cancel);
        await stage.Store.Quotas.CreateAsync(Queue, [Slot], 1, Cancel);
        foreach (var step in steps)
        {
            stage.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await rehearsal.Do(step);
            await rehearsal.Compare();
        }

        await rehearsal.Drain();
    }

    private Task Do(JoinStep step) => step switch
    {
        JoinStep.Put put => Put(put.Job),
        JoinStep.PutSaved put => PutSaved(put),
        JoinStep.Claim claim => Claim(claim.Dispatcher, claim.Want),
        JoinStep.End end => End(end),
        JoinStep.Stop stop => Stop(stop),
        JoinStep.Kill kill => Kill(kill.Dispatcher),
        JoinStep.StopDispatcher stop => StopDispatcher(stop.Dispatcher),
        JoinStep.Reopen => _stage.ReopenAsync(),
        _ => throw new InvalidOperationException($"{step} is unknown."),
    };

    private async Task Put(JoinShape shape)
    {
        var (job, added) = await Make(shape);
        await Store.Jobs.EnqueueAsync([added], Cancel);
        _model.Put(job);
    }

    private async Task PutSaved(JoinStep.PutSaved put)
    {
        if (_model.Jobs.Count == 0)
        {
            return;
        }

        var saved = new[] { Pick(put.First), Pick(put.Second) }.Distinct().ToList();
        var (join, added) = await Make(new JoinShape(put.IsSerial ? JoinKind.Serial : JoinKind.Parallel, false, false));
        join.Parts.AddRange(saved);
        var parts = saved.Select(part => LinkedJob.To(part.Id)).ToList();
        await Store.Jobs.EnqueueAsync([added with { Join = added.Join! with { Parts = parts } }], Cancel);
        _model.Put(join);
    }

    private JoinNode Pick(int number) => _model.Jobs.Values.ElementAt(number % _model.Jobs.Count);

    private async Task<(JoinNode Job, NewJob Added)> Make(JoinShape shape)
    {
        var job = new JoinNode(await _ids.TakeAsync(), shape);
        _model.Jobs.Add(job.Id, job);
        var added = new NewJob
        {
            Id = job.Id,
            Queue = Queue,
            Name = $"job{job.Id}",
            Call = job.IsJoin ? NewJoin.CallOf(job.IsSerial) : new CallText(CallKind.Method, "Demo.Work()"),
            Quotas = job.IsLimited ? [Slot] : [],
        };
        if (!job.IsJoin)
        {
            return (job, added);
        }

        var parts = new List<LinkedJob>();
        foreach (var each in shape.Parts)
        {
            var part = await Make(each);
            job.Parts.Add(part.Job);
            parts.Add(LinkedJob.To(part.Added));
        }

        var then = shape.HasThen ? await Make(new JoinShape(JoinKind.Leaf, false, false)) : default;
        job.Then = then.Job;
        return (job, added with { Join = new NewJoin { IsSerial = job.IsSerial, Parts = parts, Then = then.Added } });
    }

    private async Task<int> Claim(int dispatcher, int want)
    {
        var registration = await Activate(dispatcher);
        var turn = await Store.Runs.TurnAsync(
            new Turn { DispatcherId = registration.DispatcherId, AgentId = registration.AgentIds[0], Want = want }, Cancel);

        foreach (var claimed in turn.Claimed)
        {
            var job = _model.Jobs[claimed.Key.JobId];
            Assert.True(_model.CanRun(job), $"Job {job.Id} was claimed, which is {job.Status} or has no slot.");
            _model.Claimed(job, dispatcher);
            _runs.Add((claimed.Key, dispatcher));
        }

        Assert.True(
            turn.Claimed.Count == want || !_model.Jobs.Values.Any(_model.CanRun),
            $"Only {turn.Claimed.Count} of {want} were claimed, and more could run.");
        return turn.Claimed.Count;
    }

    private async Task End(JoinStep.End step)
    {
        if (_runs.Count > 0)
        {
            await End(_runs[^(1 + (step.Run % _runs.Count))], step);
        }
    }

    private async Task End((RunKey Key, int Dispatcher) run, JoinStep.End step)
    {
        var job = _model.Jobs[run.Key.JobId];
        var isOwn = job.Dispatcher == run.Dispatcher && _runs.FindLast(each => each.Key.JobId == job.Id) == run;
        var registration = await Activate(run.Dispatcher);
        var added = step.How is JoinEnding.Return && isOwn ? await Make(step.Job) : default;
        var joins = _model.Jobs.Values.Where(each => each.IsJoin).ToList();
        var join = step.How is JoinEnding.Grow && joins.Count > 0 ? joins[step.Other % joins.Count] : null;
        var part = join is not null ? await Make(new JoinShape(JoinKind.Leaf, false, false)) : default;
        var settlement = step.How switch
        {
            JoinEnding.Fail => TestWorker.Outcome(run.Key, JobOutcome.Failed),
            JoinEnding.Interrupt => TestWorker.Back(run.Key, interruption: true),
            JoinEnding.Return when added.Job is not null =>
                TestWorker.Outcome(run.Key) with { Returned = LinkedJob.To(added.Added) },
            JoinEnding.Grow when join is not null =>
                TestWorker.Outcome(run.Key) with { AddedParts = [new AddedPart(join.Id, LinkedJob.To(part.Added))] },
            _ => TestWorker.Outcome(run.Key),
        };

        var verdict = (await Store.Runs.TurnAsync(
            new Turn
            {
                DispatcherId = registration.DispatcherId, AgentId = registration.AgentIds[0], Settlements = [settlement],
            },
            Cancel)).Settled.Single();

        var isRefused = isOwn && join is { TakesParts: false };
        Assert.Equal(
            !isOwn ? SettleVerdict.Reassigned : isRefused ? SettleVerdict.Refused : SettleVerdict.Done, verdict.Verdict);
        if (!isOwn || isRefused)
        {
            if (part.Job is not null)
            {
                _model.Forget(part.Job);
            }

            return;
        }

        if (join is not null)
        {
            _model.AddPart(join, part.Job);
        }

        switch (step.How)
        {
            case JoinEnding.Return when added.Job is not null:
                _model.Return(job, added.Job);
                break;
            case JoinEnding.Interrupt:
                _model.Interrupt(job);
                break;
            default:
                _model.End(job, step.How == JoinEnding.Fail ? JobOutcome.Failed : JobOutcome.Succeeded);
                break;
        }
    }

    private async Task Stop(JoinStep.Stop step)
    {
        if (_model.Jobs.Count > 0)
        {
            var job = Pick(step.Job);
            Assert.Equal([_model.Stop(job)], await Store.Jobs.StopAsync([job.Id], Cancel));
        }
    }

    private async Task<DispatcherRegistration> Activate(int dispatcher)
    {
        if (!_active.TryGetValue(dispatcher, out var registration))
        {
            registration = await Store.Dispatchers.ActivateAsync(TestWorker.IdentityOf(dispatcher, Queue), Cancel);
            _active.Add(dispatcher, registration);
        }

        return registration;
    }

    private async Task Kill(int dispatcher)
    {
        if (!_active.Remove(dispatcher))
        {
            return;
        }

        var other = await Activate(3 - dispatcher);
        var rescued = new List<Guid?>();
        for (var ping = 0; ping < 4; ping++)
        {
            rescued.Add((await Store.Dispatchers.PingAsync(other.DispatcherId, Cancel)).Rescued);
            _stage.Clock.Advance(TimeSpan.FromSeconds(31));
        }

        await Store.Dispatchers.PingAsync(other.DispatcherId, Cancel);
        Assert.Contains(TestWorker.UuidOf(dispatcher), rescued);
        _model.Lost(dispatcher);
    }

    private async Task StopDispatcher(int dispatcher)
    {
        if (_active.Remove(dispatcher, out var registration))
        {
            await Store.Dispatchers.DeactivateAsync(registration.DispatcherId, Cancel);
            _model.Lost(dispatcher);
        }
    }

    private async Task Compare()
    {
        var jobs = _model.Jobs.Values.ToList();
        var reading = Store.Jobs.GetStatusAsync([.. jobs.Select(job => job.Id)], Cancel);
        var readingQuotas = Store.Quotas.ListAsync(Queue, Cancel);
        var readingQueues = Store.Queues.ListAsync(Cancel);
        await Task.WhenAll(reading, readingQuotas, readingQueues);

        Alike.Check(
            jobs.Select(job => (job.Id, (JobStatus?)job.Status)), jobs.Zip(await reading, (job, status) => (job.Id, status)));
        Assert.Equal(_model.Used, (await readingQuotas).Single().Used);
        var queue = (await readingQueues).Single(queue => queue.Name == Queue);
        long Count(JobStatus status) => jobs.Count(job => job.Status == status);
        Alike.Check(
            (Count(JobStatus.Pending), Count(JobStatus.Active), Count(JobStatus.Completed)),
            ((long)queue.Pending, (long)queue.Active, (long)queue.Completed));
    }

    /// <summary>Nothing waits for ever: once all that can run has run, all is completed, as the model says.</summary>
    private async Task Drain()
    {
        await StopDispatcher(1);
        await StopDispatcher(2);
        var first = _runs.Count;
        while (await Claim(1, 100) > 0)
        {
            foreach (var run in _runs.Skip(first).ToList())
            {
                await End(run, new JoinStep.End(0, JoinEnding.Succeed, new JoinShape(JoinKind.Leaf, false, false), 0));
            }

            first = _runs.Count;
        }

        await Compare();
        Assert.All(_model.Jobs.Values, job => Assert.True(job.IsCompleted, $"Job {job.Id} waits for ever."));
        var records = await Store.Jobs.GetAsync([.. _model.Jobs.Keys], Cancel);
        foreach (var (job, record) in _model.Jobs.Values.Zip(records))
        {
            Alike.Check((job.Id, job.Outcome), (record!.Id, record.Outcome));
            Alike.Check(job.Parts.Select(part => part.Id), record.Parts);
        }

        await StopDispatcher(1);
        await Store.Queues.RemoveAsync(Queue, force: false, Cancel);
    }
}
