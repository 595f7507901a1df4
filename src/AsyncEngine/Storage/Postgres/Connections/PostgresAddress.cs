using System.Data.Common;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>Where a server is, from a connection string or a URL, and how it is named without its secrets.</summary>
internal sealed class PostgresAddress
{
    private const string SchemaWord = "Schema";
    private const string PrepareWord = "Max Auto Prepare";

    private PostgresAddress(NpgsqlConnectionStringBuilder settings, string schema)
    {
        Settings = settings;

        // What is refused after a commit is told from what is refused before it (PostgresDatabase.Commit).
        Settings.IncludeFailedBatchedCommand = true;
        Schema = schema;
        Location = Describe(settings, schema);
    }

    /// <summary>With everything that a connection needs, the password included. Never shown.</summary>
    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The schema that is the store.</summary>
    public string Schema { get; }

    /// <summary>Whether it was given with a number of statements to prepare.</summary>
    public bool SaysHowMuchToPrepare { get; private init; }

    /// <summary>What messages and views show: host, port, database, schema. No user's secret is in it.</summary>
    public string Location { get; }

    /// <summary>Reads an address. <c>ArgumentInvalid</c>, without showing what was given: it may hold a password.</summary>
    /// <param name="text">A connection string, or a URL.</param>
    /// <param name="schema">The schema; null: the one that the address names, else <c>asyncps</c>.</param>
    public static PostgresAddress Parse(string text, string? schema)
    {
        try
        {
            var words = PostgresUrl.IsUrl(text)
                ? PostgresUrl.Parse(text)
                : new DbConnectionStringBuilder { ConnectionString = text };
            schema ??= words.TryGetValue(SchemaWord, out var named) ? (string)named : ServerAddress.DefaultSchema;
            words.Remove(SchemaWord);
            RequireSchema(schema);
            var settings = new NpgsqlConnectionStringBuilder(words.ConnectionString);
            if (string.IsNullOrEmpty(settings.Host))
            {
                throw new AsyncEngineException(
                    ErrorIds.ArgumentInvalid,
                    "The connection string names no server. Add Host=..., or give a URL: postgres://host/database.");
            }

            var saysHowMuchToPrepare = settings.ShouldSerialize(PrepareWord);
            return new PostgresAddress(WithDefaults(settings), schema) { SaysHowMuchToPrepare = saysHowMuchToPrepare };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception quotes what it does not understand, which may be part of a password.
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                "The connection string cannot be read: a word in it is unknown, or a value does not fit. It is not shown "
                    + "here, since it may hold a password. Write it as Host=...;Database=...;Username=..., or as a URL.");
        }
    }

    /// <remarks>The builder's <c>ContainsKey</c> tells which words there are, not which were given.</remarks>
    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder settings)
    {
        settings.ApplicationName ??= "AsyncPS";
        if (!settings.ShouldSerialize(PrepareWord))
        {
            settings.MaxAutoPrepare = 200;
            settings.AutoPrepareMinUsages = 1;
        }

        if (!settings.ShouldSerialize("Timeout"))
        {
            settings.Timeout = 15;
        }

        // Locks have a limit of their own, so what takes so long is a server that has much to do.
        if (!settings.ShouldSerialize("Command Timeout"))
        {
            settings.CommandTimeout = 120;
        }

        if (!settings.ShouldSerialize("Keepalive"))
        {
            settings.KeepAlive = 30;
        }

        // Nothing is set for longer than a transaction, so nothing needs to be reset.
        settings.NoResetOnClose = true;
        settings.Enlist = false;
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;
        return settings;
    }

    private static string Describe(NpgsqlConnectionStringBuilder settings, string schema)
    {
        var database = settings.Database ?? settings.Username ?? "postgres";
        return $"postgres://{settings.Host}:{settings.Port}/{database}?schema={schema}";
    }

    private static void RequireSchema(string schema)
    {
        if (string.IsNullOrWhiteSpace(schema) || schema.Length > 63 || schema.Contains('\0')
            || schema.StartsWith("pg_", StringComparison.OrdinalIgnoreCase))
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"'{schema}' cannot be the schema of a store: a name has 1 to 63 letters and does not begin with pg_.")
            {
                Target = schema,
            };
        }
    }
}
