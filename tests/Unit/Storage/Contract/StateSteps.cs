using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>What tests of states do often.</summary>
public abstract class StateSteps : StoreContract
{
    private protected static void Same(Payload expected, Payload actual) =>
        Assert.Equal(expected.Bytes.ToArray(), actual.Bytes.ToArray());

    private protected static NewJob Stateful(string state, string name) => Job(name) with { State = state };

    private protected static StateChange Set(string name, Payload value) => new() { Name = name, Value = value };

    private protected static StateChange Own(ClaimedJob job, Payload value) =>
        Set(job.State!, value) with { ExpectedVersion = job.StateVersion };

    private protected Task<StateRecord?> Read(string name) => Store.States.ReadAsync(name, Cancel);

    private protected async Task<long> Write(string name, Payload value, long? version = null) => (await Store.States.ChangeAsync(
        [Set(name, value) with { ExpectedVersion = version }], Cancel)).Single();

    private protected async Task Remove(string name, bool force = false) => await Store.States.ChangeAsync(
        [new StateChange { Name = name, IsRemoval = true, Force = force }], Cancel);

    private protected async Task<string> List(StateFilter filter) =>
        string.Join(' ', (await Store.States.ListAsync(filter, Cancel)).Select(state => state.Name));
}
