namespace AsyncEngine.Storage;

/// <summary>A stored piece of recorded streams.</summary>
/// <param name="Run">The run that wrote it.</param>
/// <param name="Number">Its place in that run, from 0.</param>
/// <param name="Bytes">Whole encoded records.</param>
internal sealed record StreamChunk(long Run, int Number, ReadOnlyMemory<byte> Bytes);
