using System.Data;
using System.Globalization;
using System.Text;
using AsyncEngine.Storage.Relational.Connections;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>Gives out connections of one pool. Thread-safe.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    /// <summary>Apart from what other applications lock with two numbers ("AsyP").</summary>
    public const int Space = 0x41737950;

    private readonly WarmConnections _warm = new();
    private NpgsqlDataSource _source;

    public PostgresConnections(PostgresAddress address)
    {
        Address = address;
        Path = "\"" + address.Schema.Replace("\"", "\"\"", StringComparison.Ordinal) + "\", pg_catalog, pg_temp";
        StoreKey = KeyOf(address.Schema);
        _source = new NpgsqlDataSourceBuilder(address.Settings.ConnectionString).Build();
    }

    public PostgresAddress Address { get; }

    /// <summary>Where tables are looked for.</summary>
    public string Path { get; }

    /// <summary>Tells stores of one database apart in the locks that they take.</summary>
    public int StoreKey { get; }

    public string Location => Address.Location;

    /// <summary>Whether each is one session of the server, as long as it is open, and can listen.</summary>
    public bool KeepSessions { get; private set; } = true;

    /// <summary>One for its user alone, who disposes of it.</summary>
    public NpgsqlConnection Open() => _warm.Take(Purpose.Write)?.Connection ?? _source.OpenConnection();

    /// <summary>Lends one for a piece of work that leaves no transaction open.</summary>
    public T Use<T>(Purpose purpose, Func<NpgsqlConnection, T> work)
    {
        var (connection, purposes) = _warm.Take(purpose) ?? (_source.OpenConnection(), purpose);
        try
        {
            var result = work(connection);
            _warm.Keep(connection, purposes | purpose);
            return result;
        }
        catch
        {
            Abandon(connection);
            throw;
        }
    }

    /// <inheritdoc cref="Use{T}(Purpose, Func{NpgsqlConnection, T})"/>
    public async Task<T> UseAsync<T>(Purpose purpose, Func<NpgsqlConnection, Task<T>> work)
    {
        var (connection, purposes) = _warm.Take(purpose)
            ?? (await _source.OpenConnectionAsync().ConfigureAwait(false), purpose);
        try
        {
            var result = await work(connection).ConfigureAwait(false);
            _warm.Keep(connection, purposes | purpose);
            return result;
        }
        catch
        {
            Abandon(connection);
            throw;
        }
    }

    /// <summary>Sets up a transaction: where tables are, and the lock, shared or lonely.</summary>
    public void Begin(PostgresDatabase database, SqlText text)
    {
        using var begin = database.Use(text);
        Bind(begin);
        begin.Run();
    }

    public void Bind(Statement begin)
    {
        begin.Bind("path", Path);
        begin.Bind("space", Space);
        begin.Bind("store", StoreKey);
    }

    /// <summary>The same first step for a batch.</summary>
    public NpgsqlBatchCommand BeginCommand(SqlText text)
    {
        var command = new NpgsqlBatchCommand(text.Postgres);
        command.Parameters.Add(new NpgsqlParameter<string>("path", Path));
        command.Parameters.Add(new NpgsqlParameter<long>("space", Space));
        command.Parameters.Add(new NpgsqlParameter<long>("store", StoreKey));
        return command;
    }

    /// <summary>
    /// Finds out what is before the server and does without what cannot be had there: behind a pool nothing is prepared,
    /// unless the address says otherwise.
    /// </summary>
    public void AdaptToPool()
    {
        var pooling = PoolProbe.Look(_source);
        KeepSessions = pooling != Pooling.OfTransactions;
        if (pooling == Pooling.None || Address.SaysHowMuchToPrepare)
        {
            return;
        }

        _source.Dispose();
        Address.Settings.MaxAutoPrepare = 0;
        _source = new NpgsqlDataSourceBuilder(Address.Settings.ConnectionString).Build();
    }

    public ValueTask DisposeAsync()
    {
        _warm.Clear(isLast: true);
        return _source.DisposeAsync();
    }

    /// <summary>What is in doubt is not kept; where the way to the server broke, none is.</summary>
    private void Abandon(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            _warm.Clear();
        }

        connection.Dispose();
    }

    private static int KeyOf(string schema)
    {
        var hash = unchecked((int)2166136261);
        foreach (var letter in Encoding.UTF8.GetBytes(schema))
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return hash;
    }
}
