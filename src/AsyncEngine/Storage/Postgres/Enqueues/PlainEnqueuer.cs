using AsyncEngine.Jobs;
using AsyncEngine.Storage.Postgres.Connections;
using AsyncEngine.Storage.Postgres.Migrations;
using AsyncEngine.Storage.Relational;
using AsyncEngine.Storage.Relational.Enqueues;
using AsyncEngine.Storage.Relational.Lanes;
using AsyncEngine.Storage.Relational.Places;
using NpgsqlTypes;

namespace AsyncEngine.Storage.Postgres.Enqueues;

/// <summary>
/// Stores jobs that most are like with one statement, which asks nobody anything first: they are put in line now and name
/// nothing but a queue and texts, which are there.
/// </summary>
internal static class PlainEnqueuer
{
    /// <summary>Whether one statement can store it, should what it names be there.</summary>
    public static bool IsPlain(NewJob job) =>
        job is
        {
            Id: 0, BeginAfter: null, Delay: null, BeginBy: null, State: null, Join: null,
            Quotas.Count: 0, Tags.Count: 0, Callbacks.Count: 0,
            Arguments.Length: <= StoredPayload.MaxInline, RunnerSettings.Length: <= StoredPayload.MaxInline,
        };

    /// <summary>Stores them with the next message.</summary>
    /// <param name="database">The transaction.</param>
    /// <param name="jobs">Plain ones.</param>
    /// <param name="source">The row of who adds them.</param>
    /// <param name="now">A test's time.</param>
    /// <returns>
    /// To be asked after that message: their ids; null when something that they name is not there, and nothing was written.
    /// </returns>
    public static Func<IReadOnlyList<long>?> Post(
        PostgresDatabase database, IReadOnlyList<NewJob> jobs, long source, long? now)
    {
        var queues = new Places<string>(jobs.Select(job => Name.KeyOf(job.Queue)), StringComparer.Ordinal);
        var calls = new Places<CallText>(jobs.SelectMany(job => new[] { job.Call, job.RetryCall }).OfType<CallText>());
        var statement = (PostgresStatement)database.Use(PostgresSql.EnqueuePlain);
        statement.Bind("queue_names", NpgsqlDbType.Text, queues.All);
        statement.Bind("hashes", NpgsqlDbType.Bytea, Array.ConvertAll(calls.All, CallBook.Hash));
        statement.Bind("now", now);
        statement.Bind("engine", PostgresMigration.Latest);
        statement.Bind("count", jobs.Count);
        statement.Bind("source_id", source);
        statement.Bind("first_seq", OfferPlace.Ready(0, 0, 0).Seq);
        new ColumnWriter<NewJob>(statement, jobs)
            .WithJobs(job => job)
            .Column("queues", NpgsqlDbType.Integer, job => queues.Of(Name.KeyOf(job.Queue)))
            .Column("calls", NpgsqlDbType.Integer, job => calls.Of(job.Call))
            .Column("policy_calls", NpgsqlDbType.Integer, job => job.RetryCall is { } call ? calls.Of(call) : (int?)null)
            .Column("careful", NpgsqlDbType.Smallint, job => (short)JobCares.Of(job))
            .Post();
        return () => ReadIds(statement, jobs.Count);
    }

    private static long[]? ReadIds(PostgresStatement statement, int count)
    {
        if (!statement.Step())
        {
            return null;
        }

        var first = statement.GetLong(0);
        while (statement.Step())
        {
            first = Math.Min(first, statement.GetLong(0));
        }

        var ids = new long[count];
        for (var index = 0; index < count; index++)
        {
            ids[index] = first + index;
        }

        return ids;
    }

    /// <summary>Different things, and where each of them stands, counted from 1 as the server counts.</summary>
    private sealed class Places<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> _places;

        public Places(IEnumerable<T> things, IEqualityComparer<T>? comparer = null)
        {
            All = [.. things.Distinct(comparer)];
            _places = new Dictionary<T, int>(comparer);
            foreach (var thing in All)
            {
                _places.Add(thing, _places.Count + 1);
            }
        }

        public T[] All { get; }

        public int Of(T thing) => _places[thing];
    }
}
