namespace AsyncEngine.Storage.Relational.Signals;

/// <inheritdoc cref="IStoreSignal"/>
/// <param name="hub">Is raised after each write.</param>
/// <param name="clock">Measures time limits.</param>
/// <param name="work">Tells of work alone; null: what is told of any write is told of it.</param>
internal sealed class HubSignal(SignalHub hub, TimeProvider clock, IStoreSignal? work = null) : IStoreSignal
{
    public IStoreSignal Work => work ?? this;

    public IStoreSignal Ends => this;

    public long Version => hub.Version;

    public async Task<bool> WaitAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var changed = hub.Enter(seen);
        if (changed is null)
        {
            return true;
        }

        try
        {
            await changed.WaitAsync(timeout, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            hub.Leave();
        }
    }
}
