using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Microsoft.Extensions.Time.Testing;
using Unit.Storage.Contract;
using Xunit;

namespace Unit.Model;

/// <summary>Does steps to a store and to the model, and sees that both say the same after each one.</summary>
internal sealed class Rehearsal
{
    private const string Queue = "rehearsal";

    private static readonly string[] QuotaNames = ["a", "b", "c"];

    private readonly IStore _store;
    private readonly FakeTimeProvider _clock;
    private readonly ModelState _state = new();
    private readonly ModelDoor _door;
    private readonly ModelLives _lives;
    private readonly RehearsedTurn _turns;
    private readonly RehearsedStates _states;
    private readonly RehearsedChanges _changes;
    private readonly Comparison _comparison;
    private readonly ReservedIds _ids;
    private readonly Dictionary<ModelDispatcher, DispatcherRegistration> _registrations = [];
    private long _names;

    private Rehearsal(IStore store, FakeTimeProvider clock)
    {
        _store = store;
        _clock = clock;
        _ids = new ReservedIds(() => store);
        _door = new ModelDoor(_state);
        _lives = new ModelLives(_state);
        _comparison = new Comparison(store, _state, Queue);
        _states = new RehearsedStates(store, _state);
        _changes = new RehearsedChanges(store, _state, _door);
        _turns = new RehearsedTurn(store, _state, new ModelRuns(_state, _door), _states, NewJob);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task Run(Stage stage, Step[] steps)
    {
        var rehearsal = new Rehearsal(stage.Store, stage.Clock);
        await rehearsal.Begin();
        foreach (var step in steps)
        {
            rehearsal.Pass(TimeSpan.FromMilliseconds(1));
            await rehearsal.Do(step);
            await rehearsal.Compare();
        }

        await rehearsal.End();
    }

    private async Task Begin()
    {
        _states.Begin();
        Pass(TimeSpan.FromMilliseconds(1));
        await _store.Queues.CreateAsync([Queue], null, Cancel);
        await Task.WhenAll(Do(new Step.Quota(0, 1)), Do(new Step.Quota(1, 2)), Do(new Step.Quota(2, 0)));
        await Do(new Step.Activate(1));
    }

    /// <summary>All that is read after a step, at once: on a busy machine each answer is waited for.</summary>
    private Task Compare() => Task.WhenAll(_comparison.Statuses(), _states.Compare());

    private async Task End()
    {
        foreach (var dispatcher in _state.Dispatchers.Values)
        {
            await Do(new Step.Deactivate(dispatcher.Number));
        }

        await _comparison.Statuses();
        await _comparison.Records();
        await _store.Queues.RemoveAsync(Queue, force: true, Cancel);
    }

    private void Pass(TimeSpan time)
    {
        _clock.Advance(time);
        _state.Now = _clock.GetUtcNow();
    }

    private Task Do(Step step) => step switch
    {
        Step.Put put => Put(put),
        Step.AddCallback add => AddCallback(add),
        Step.Change change => Change(change),
        Step.Restart restart => Pick(restart.Job, _ => true) is { } job
            ? _changes.Restart(job, restart.WithCallbacks)
            : Task.CompletedTask,
        Step.WriteState write => _states.Do(write),
        Step.RemoveState remove => _states.Do(remove),
        Step.Stop stop => Stop(stop),
        Step.Remove remove => Remove(remove),
        Step.Expire => Expire(),
        Step.Turn turn => Find(turn.Dispatcher) is { } dispatcher
            ? _turns.Do(turn, dispatcher, _registrations[dispatcher])
            : Task.CompletedTask,
        Step.Quota quota => ChangeQuota(quota),
        Step.Pause pause => Pause(pause),
        Step.Activate activate => Activate(activate),
        Step.Ping ping => Ping(ping),
        Step.Release release => Release(release),
        Step.Deactivate deactivate => Deactivate(deactivate),
        Step.Pass pass => Task.Run(() => Pass(TimeSpan.FromSeconds(pass.Seconds))),
        _ => throw new InvalidOperationException($"{step} is unknown."),
    };

    private ModelDispatcher? Find(int number) => _state.Dispatchers.GetValueOrDefault(number);

    private ModelJob? Pick(int number, Func<ModelJob, bool> which)
    {
        var jobs = _state.Jobs.Values.Where(which).OrderBy(job => job.Id).ToList();
        return jobs.Count == 0 ? null : jobs[number % jobs.Count];
    }

    private async Task Put(Step.Put put)
    {
        var jobs = await Each(put.Jobs, NewJob);
        var isRefused = jobs.Any(job => job.Quotas.Any(name => _state.Quotas[name].Size is null));
        if (isRefused)
        {
            var refusal = await Assert.ThrowsAsync<AsyncEngineException>(() => _store.Jobs.EnqueueAsync(jobs, Cancel));
            Assert.Equal(ErrorIds.QuotaNotFound, refusal.ErrorId);
            return;
        }

        _door.Put(jobs, await _store.Jobs.EnqueueAsync(jobs, Cancel));
    }

    private static async Task<TOut[]> Each<TIn, TOut>(TIn[] shapes, Func<TIn, Task<TOut>> make)
    {
        var made = new TOut[shapes.Length];
        for (var index = 0; index < made.Length; index++)
        {
            made[index] = await make(shapes[index]);
        }

        return made;
    }

    private async Task<NewJob> NewJob(NewShape shape)
    {
        // No two deadlines are the same: which of two equal ones is looked at first is nobody's promise.
        var name = ++_names;
        return new NewJob
        {
            Id = await _ids.TakeAsync(),
            Queue = Queue,
            Name = $"job{name}",
            Call = new CallText(CallKind.Method, "Demo.Work()"),
            Quotas = Quotas(shape.Quotas),
            State = _states.NameOf(shape.State),
            Priority = shape.Priority,
            BeginAfter = shape.Begin == 0 ? null : Moment(shape.Begin),
            BeginBy = shape.BeginBy == 0 ? null : Limit(shape.BeginBy, name),
            RetryPolicy = shape.Policy,
            Callbacks = await Each(shape.Callbacks, NewCallback),
        };
    }

    private async Task<NewCallback> NewCallback(CallbackShape shape) => new()
    {
        Id = await _ids.TakeAsync(),
        Name = $"callback{++_names}",
        OnSuccess = new CallText(CallKind.Method, "Demo.Won()"),
        RetryPolicy = shape.Policy,
        Callbacks = shape.HasChild ? [await NewCallback(shape with { HasChild = false })] : [],
    };

    private static string[] Quotas(int bits) => [.. QuotaNames.Where((_, bit) => (bits & (1 << bit)) != 0)];

    private static TimeSpan Limit(int seconds, long name) =>
        TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(name);

    private DateTimeOffset Moment(int seconds) =>
        _state.Now + TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(seconds < 0 ? -500 : 0);

    /// <summary>Changes any job that is no late callback: those have no quotas and no times.</summary>
    private async Task Change(Step.Change step)
    {
        if (Pick(step.Job, job => job.Root is not null || job.Parent is null) is { } job)
        {
            var (quotas, priority, begin, beginBy) = step.What;
            await _changes.Do(job, new JobChange
            {
                Id = job.Id,
                Quotas = quotas is { } bits ? Quotas(bits) : null,
                Priority = priority,
                BeginAfter = begin is { } seconds ? Moment(seconds) : null,
                BeginBy = beginBy is > 0 and { } limit ? Limit(limit, ++_names) : null,
                RemovesBeginBy = beginBy == 0,
            });
        }
    }

    private async Task AddCallback(Step.AddCallback add)
    {
        if (Pick(add.Job, _ => true) is { } job)
        {
            var callback = await NewCallback(add.Callback);
            Assert.Equal([callback.Id], await _store.Jobs.AddCallbacksAsync(job.Id, [callback], Cancel));
            _door.AddCallback(job, callback, callback.Id);
        }
    }

    /// <summary>Stops a job, or a callback of one that has not ended.</summary>
    private async Task Stop(Step.Stop stop)
    {
        if (Pick(stop.Job, job => job.Root is null || (job is { Outcome: null, Parent.Outcome: null, Root.Outcome: null }
            && job.Callbacks.All(callback => callback.Outcome is null))) is { } job)
        {
            Assert.Equal([_door.Stop(job)], await _store.Jobs.StopAsync([job.Id], Cancel));
        }
    }

    private async Task Remove(Step.Remove remove)
    {
        if (Pick(remove.Job, job => job.Root is null) is { } job)
        {
            Assert.Equal(_door.Remove(job), (await _store.Jobs.RemoveAsync([job.Id], Cancel))[0].Outcome);
        }
    }

    private async Task Expire()
    {
        var ids = _state.Jobs.Values.OrderBy(job => job.ExpiresAt).Select(job => job.Id).ToList();
        Assert.Equal(_door.Expire(_state.Jobs.Values), await _store.Jobs.ExpireAsync(ids, Cancel));
    }

    private async Task ChangeQuota(Step.Quota step)
    {
        var name = QuotaNames[step.Number];
        if (!_state.Quotas.TryGetValue(name, out var quota))
        {
            _state.Quotas.Add(name, quota = new ModelQuota(name));
        }

        if (quota.Size is null && step.Size >= 0)
        {
            await _store.Quotas.CreateAsync(Queue, [name], step.Size, Cancel);
        }
        else if (quota.Size is not null && step.Size >= 0)
        {
            await _store.Quotas.ResizeAsync(Queue, name, step.Size, Cancel);
        }
        else if (quota.Size is not null)
        {
            await _store.Quotas.RemoveAsync(Queue, name, Cancel);
        }

        quota.Size = step.Size < 0 ? null : step.Size;
    }

    private Task Pause(Step.Pause step)
    {
        _state.IsPaused = step.Paused;
        return _store.Queues.SetPausedAsync(Queue, step.Paused, Cancel);
    }

    private async Task Activate(Step.Activate step)
    {
        var identity = TestWorker.IdentityOf(step.Dispatcher, Queue);
        if (!_lives.Activate(step.Dispatcher))
        {
            var refusal = await Assert.ThrowsAsync<AsyncEngineException>(
                () => _store.Dispatchers.ActivateAsync(identity, Cancel));
            Assert.Equal(ErrorIds.DispatcherRunning, refusal.ErrorId);
            return;
        }

        _registrations[Find(step.Dispatcher)!] = await _store.Dispatchers.ActivateAsync(identity, Cancel);
    }

    /// <summary>A thread that outlived its job has ended; or says so once more, or it never did.</summary>
    private async Task Release(Step.Release step)
    {
        if (_turns.Known is { Count: > 0 } known)
        {
            var key = known[step.Run % known.Count];
            _state.ReleaseHold(key);
            await _store.Dispatchers.ReleaseHoldAsync(key, Cancel);
        }
    }

    private async Task Ping(Step.Ping step)
    {
        if (Find(step.Dispatcher) is { } dispatcher)
        {
            var wasActive = dispatcher.IsActive;
            var rescued = _lives.Ping(dispatcher);
            var ping = await _store.Dispatchers.PingAsync(_registrations[dispatcher].DispatcherId, Cancel);
            Assert.Equal(!wasActive, ping.Reactivated);
            Assert.Equal(rescued is null ? (Guid?)null : TestWorker.UuidOf(rescued.Number), ping.Rescued);
        }
    }

    private async Task Deactivate(Step.Deactivate step)
    {
        if (Find(step.Dispatcher) is { } dispatcher)
        {
            _lives.Deactivate(dispatcher);
            await _store.Dispatchers.DeactivateAsync(_registrations[dispatcher].DispatcherId, Cancel);
        }
    }
}
