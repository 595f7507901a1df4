using AsyncEngine.Scheduling;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>Writes annotations of jobs, reads them and waits for them (R194, R195).</summary>
internal static class Annotations
{
    public static Task SetAsync(
        AsyncStore store, long jobId, string name, object? value, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var values = new Dictionary<string, Payload> { [name] = store.Options.Codec.Encode(value) };
        return store.Storage.Live.AnnotateAsync(jobId, values, cancellationToken);
    }

    public static async Task<T?> GetAsync<T>(
        AsyncStore store,
        long jobId,
        string name,
        T? defaultValue,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var time = store.Options.TimeProvider;
        var found = await ReadAsync(
            store.Storage, time, jobId, name, timeout ?? TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return found is { } payload ? (T?)store.Options.Codec.Decode(payload, typeof(T)) : defaultValue;
    }

    /// <summary>The annotation as soon as it is there; null when it is not there in time.</summary>
    public static async Task<Payload?> ReadAsync(
        IStore store,
        TimeProvider time,
        long jobId,
        string name,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var seen = store.Signal.Version;
            var value = await store.Live.ReadAnnotationAsync(jobId, name, cancellationToken).ConfigureAwait(false);
            var left = timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : timeout - time.GetElapsedTime(began);
            if (value is not null || left <= TimeSpan.Zero)
            {
                return value;
            }

            await store.Signal.WaitAsync(seen, LongTimer.Part(left), cancellationToken).ConfigureAwait(false);
        }
    }
}
