using Quartz;

namespace Bench.Scenarios.Rivals;

/// <summary>Quartz in RAM.</summary>
internal sealed class QuartzInMemory : QuartzRival
{
    public override string Name => "quartz";

    protected override string Title => "Quartz in memory";

    protected override int Count => 20_000;

    protected override void UseStore(IQuartzBuilder builder, string folder) => builder.UseInMemoryStore(_ => { });
}
