using System.Diagnostics;
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

    private readonly SemaphoreSlim _bell = new(0, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly object _gate = new();

    // Guarded by _gate.
    private Change? _pending;
    private long _last = Stopwatch.GetTimestamp() - (Stopwatch.Frequency * 60);
    private Task? _loop;

    /// <summary>Whether the caller may notify others himself, now, with a message that he sends anyway.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_pending is not null || Stopwatch.GetElapsedTime(_last) < Pause)
            {
                return false;
            }

            _last = Stopwatch.GetTimestamp();
            return true;
        }
    }

    public void Notify(Change change)
    {
        lock (_gate)
        {
            if (_pending is { } pending)
            {
                _pending = pending | change;
                return;
            }

            _pending = change;
            _loop ??= Task.Run(LoopAsync);
        }

        _bell.Release();
    }

    /// <summary>Sends what is to be sent, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_gate)
        {
            loop = _loop;
        }

        if (loop is not null)
        {
            await _end.CancelAsync().ConfigureAwait(false);
            await loop.ConfigureAwait(false);
        }

        _end.Dispose();
        _bell.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await _bell.WaitAsync(_end.Token).ConfigureAwait(false);
                if (Rest() is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest, TimeProvider.System, _end.Token).ConfigureAwait(false);
                }

                await SendAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await SendAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How long others are to be left alone.</summary>
    private TimeSpan Rest()
    {
        lock (_gate)
        {
            return Pause - Stopwatch.GetElapsedTime(_last);
        }
    }

    private Change? Take()
    {
        lock (_gate)
        {
            var change = _pending;
            _pending = null;
            _last = Stopwatch.GetTimestamp();
            return change;
        }
    }

    private async Task SendAsync()
    {
        if (Take() is not { } change)
        {
            return;
        }

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
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(channel.NoticeOf(change));
        return await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
