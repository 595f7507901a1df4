namespace Bench;

/// <summary>One number of one run of a scenario.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit"><c>/s</c> (more is better), or <c>ms</c>, <c>µs</c>, <c>B</c>, <c>MB</c>, <c>%</c> (less is better).
/// Empty: it only says how much there was.</param>
/// <param name="Value">The value of this run.</param>
internal sealed record Figure(string Name, string Unit, double Value);
