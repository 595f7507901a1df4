using AsyncEngine.Diagnostics;
using AsyncEngine.Storage.Postgres.Connections;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Signals;

/// <summary>
/// Listens for writes of other store objects, on a connection of its own that is opened anew when it breaks. Behind a
/// pool of transactions it polls: it would hear nothing, and others would hear what they did not ask for. Where such a
/// pool hides itself, that is found out by sending something to itself.
/// </summary>
internal sealed class Listener(Channel channel, Action<Change> raise, ILogger<Listener> log) : IAsyncDisposable
{
    private static readonly TimeSpan SafetyPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FastPoll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan HearingLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _end = new();
    private readonly string _probe = Guid.NewGuid().ToString("N");
    private NpgsqlConnection? _first;
    private Task? _loop;
    private volatile bool _heard;

    /// <summary>Listens from now on. Fails when the server does not let it.</summary>
    public void Start()
    {
        if (channel.Connections.KeepSessions)
        {
            _first = Open();
            _loop = Task.Run(LoopAsync);
        }
        else
        {
            _loop = Task.Run(PollAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_loop is { } loop)
        {
            await loop.ConfigureAwait(false);
        }

        _end.Dispose();
    }

    private NpgsqlConnection Open()
    {
        var connection = channel.Connections.Open();
        try
        {
            connection.Notification += OnNotification;
            using var listen = new NpgsqlCommand($"listen {channel.Name}", connection);
            listen.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Payload == _probe)
        {
            _heard = true;
        }
        else if (channel.IsForeign(notification.Payload))
        {
            raise(Channel.ChangeOf(notification.Payload));
        }
    }

    private async Task LoopAsync()
    {
        for (var failures = 0; !_end.IsCancellationRequested;)
        {
            try
            {
                using var connection = _first ?? Open();
                _first = null;
                if (failures > 0)
                {
                    Log.NotificationsBack(log, channel.Connections.Location);
                    raise(Change.Any);
                }

                failures = 0;
                await ListenAsync(connection).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception) when (PostgresErrors.IsDatabase(exception) || exception is ObjectDisposedException)
            {
                if (failures++ == 0)
                {
                    Log.NotificationsLost(log, channel.Connections.Location);
                }

                raise(Change.Any);
                await PauseAsync(failures).ConfigureAwait(false);
            }
        }
    }

    private Task PauseAsync(int failures)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(failures, 10)));
        return DelayAsync(TimeSpan.FromMilliseconds((0.5 + (Random.Shared.NextDouble() / 2)) * longest));
    }

    /// <summary>Waits so long, or until the end.</summary>
    private async Task DelayAsync(TimeSpan pause) =>
        await Task.Delay(pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task ListenAsync(NpgsqlConnection connection)
    {
        if (!_heard)
        {
            await ProbeAsync(connection).ConfigureAwait(false);
        }

        while (_heard)
        {
            if (!await connection.WaitAsync(SafetyPoll, _end.Token).ConfigureAwait(false))
            {
                raise(Change.Any);
            }
        }

        await PollAsync().ConfigureAwait(false);
    }

    /// <summary>Looks again and again, until the end.</summary>
    private async Task PollAsync()
    {
        Log.NotificationsMissing(log, channel.Connections.Location, FastPoll.TotalMilliseconds);
        while (!_end.IsCancellationRequested)
        {
            await DelayAsync(FastPoll).ConfigureAwait(false);
            raise(Change.Any);
        }
    }

    /// <summary>Sends something to itself over another connection, and waits until it comes.</summary>
    private async Task ProbeAsync(NpgsqlConnection connection)
    {
        await channel.Connections.UseAsync(Purpose.Notice, async sender =>
        {
            using var send = new NpgsqlCommand("select pg_notify($1, $2)", sender);
            send.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel.Name });
            send.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _probe });
            return await send.ExecuteNonQueryAsync(_end.Token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var began = TimeProvider.System.GetTimestamp();
        while (!_heard && TimeProvider.System.GetElapsedTime(began) < HearingLimit)
        {
            await connection.WaitAsync(HearingLimit, _end.Token).ConfigureAwait(false);
        }
    }
}
