using AsyncEngine.Storage.Relational.Live;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational;

/// <inheritdoc cref="ILiveStore"/>
internal sealed class LiveVerbs(IVerbWriter writer, IVerbReader reader) : ILiveStore
{
    public Task AnnotateAsync(
        long jobId, IReadOnlyDictionary<string, Payload> values, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new LiveWriter(session).Annotate(jobId, values), values.Count, cancellationToken);

    public Task<Payload?> ReadAnnotationAsync(long jobId, string name, CancellationToken cancellationToken) =>
        reader.RunAsync(database => LiveReader.ReadAnnotation(database, jobId, name), cancellationToken);

    public Task FlushAsync(IReadOnlyList<LiveOutput> outputs, CancellationToken cancellationToken) =>
        writer.RunAsync(session => new LiveWriter(session).Flush(outputs), outputs.Count, cancellationToken);

    public Task<IReadOnlyList<StreamChunk>> ReadStreamAsync(
        long jobId, int fromChunk, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(
            database => LiveReader.ReadStream(database, jobId, fromChunk, count), cancellationToken);

    public Task<IReadOnlyList<StreamChunk>> FollowStreamAsync(
        long jobId, long run, int afterChunk, int count, CancellationToken cancellationToken) =>
        reader.RunAsync(
            database => LiveReader.FollowStream(database, jobId, run, afterChunk, count), cancellationToken);
}
