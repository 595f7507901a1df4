using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// These tests start processes and measure time: they run one after the other, when the fast tests have ended.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CatastropheCollection
{
    public const string Name = "Catastrophes";
}
