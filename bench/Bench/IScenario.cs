namespace Bench;

/// <summary>Something that is measured: run several times, in turn with the others.</summary>
internal interface IScenario
{
    /// <summary>The name that <c>-Only</c> takes.</summary>
    string Name { get; }

    /// <summary>Why it cannot be run on this machine, or null.</summary>
    string? Unavailable => null;

    /// <summary>Whether a first run that does not count makes it fairer: the compiler and the caches are warm then.</summary>
    bool NeedsWarmUp => true;

    /// <summary>One run, in an empty folder of its own.</summary>
    /// <param name="folder">Where its files go; deleted after the run.</param>
    /// <param name="quick">Whether a tenth of the work is enough.</param>
    Task<IReadOnlyList<Figure>> RunAsync(string folder, bool quick);
}
