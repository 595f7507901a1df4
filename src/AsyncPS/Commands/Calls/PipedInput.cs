namespace AsyncPS.Commands.Calls;

/// <summary>An object from the pipeline; it may be null.</summary>
internal sealed record PipedInput(object? Value);
