namespace DotNetExample;

/// <summary>A result: stored as data, and read again as this type.</summary>
public sealed record Report(string Region, int Total, int Best);
