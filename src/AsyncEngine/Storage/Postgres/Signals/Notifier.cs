using AsyncEngine.Storage.Postgres.Connections;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>
/// Notifies others after commits, at once for the first and then at most once in a short while: a notification inside
/// every transaction would make commits wait for each other.
/// </summary>
internal sealed class Notifier(Channel channel) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly SemaphoreSlim _pending = new(0, 1);
    private readonly CancellationTokenSource _end = new();
    private int _isPending;
    private int _change;
    private Task? _loop;

    public void Notify(Change change)
    {
        Interlocked.Or(ref _change, (int)change);
        if (Interlocked.Exchange(ref _isPending, 1) == 0)
        {
            LazyInitializer.EnsureInitialized(ref _loop, () => Task.Run(LoopAsync));
            _pending.Release();
        }
    }

    /// <summary>Sends what is to be sent, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        var loop = _loop;
        if (loop is not null)
        {
            await _end.CancelAsync().ConfigureAwait(false);
            await loop.ConfigureAwait(false);
        }

        _end.Dispose();
        _pending.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await _pending.WaitAsync(_end.Token).ConfigureAwait(false);
                await SendAsync().ConfigureAwait(false);
                await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            if (Volatile.Read(ref _isPending) == 1)
            {
                await SendAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync()
    {
        Volatile.Write(ref _isPending, 0);
        var change = (Change)Interlocked.Exchange(ref _change, 0);
        try
        {
            await channel.Connections.UseAsync(Purpose.Notice, connection => SendAsync(connection, change))
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresErrors.IsDatabase(exception) || exception is ObjectDisposedException)
        {
            // Whoever listens polls as well; that the server is gone shows where it matters.
        }
    }

    private async Task<int> SendAsync(NpgsqlConnection connection, Change change)
    {
        // Nothing of it is to outlive the server: its commit need not wait for the disk.
        using var command = new NpgsqlCommand(
            "select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel.MessageOf(change) });
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
