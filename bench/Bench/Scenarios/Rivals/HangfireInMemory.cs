using Hangfire;
using Hangfire.InMemory;

namespace Bench.Scenarios.Rivals;

/// <summary>Hangfire on its own in-memory storage: what ends with the process costs no disk.</summary>
internal sealed class HangfireInMemory : HangfireRival
{
    public override string Name => "hangfire";

    protected override string Title => "Hangfire in memory";

    protected override int Count => 20_000;

    protected override JobStorage Open(string folder) => new InMemoryStorage();
}
