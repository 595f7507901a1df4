using System.Reflection;
using AsyncEngine.Storage.Postgres;
using AsyncEngine.Storage.Relational.Connections;
using Xunit;

namespace Unit.Storage;

/// <summary>The statements of both stores: the same names, or a reason.</summary>
public sealed class SqlFoldersTests
{
    private static readonly Dictionary<string, string> OnlySqlite = new()
    {
        ["copy_heads"] = "PostgreSQL keeps no first offers in lanes.",
        ["held_due"] = "PostgreSQL promotes with one statement: held_promote.",
        ["held_next"] = "PostgreSQL reads it with the rest that an agent has to know: turn_state.",
        ["lane_parked"] = "PostgreSQL does not park lanes: a claim looks up their first offers.",
        ["lane_parked_queues"] = "PostgreSQL does not park lanes.",
        ["lane_parked_next"] = "PostgreSQL does not park lanes.",
        ["lane_write"] = "PostgreSQL keeps no first offers in lanes.",
        ["meta_insert"] = "PostgreSQL's migrator founds the store.",
        ["meta_write"] = "PostgreSQL takes ids and keys from sequences.",
        ["migration_insert"] = "PostgreSQL's migrator records what it applies.",
        ["migration_read"] = "PostgreSQL's migrator reads it before there is a session.",
    };

    private static readonly Dictionary<string, string> OnlyPostgres = new()
    {
        ["call_find_many"] = "One round trip for a batch's texts.",
        ["claim_candidates"] = "Reads and locks what a claim with quotas may choose from.",
        ["claim_chosen"] = "Moves all that a claim has chosen.",
        ["claim_free"] = "A whole claim in a queue without quotas.",
        ["copy_continue"] = "Ids and keys come from sequences.",
        ["enqueue_begin"] = "Keys and ids come from sequences.",
        ["enqueue_plain"] = "A whole add in one message.",
        ["held_insert_many"] = "A batch as arrays.",
        ["held_promote"] = "A whole promotion.",
        ["id_take"] = "Ids come from a sequence.",
        ["job_copy"] = "A large batch as a stream.",
        ["job_find_many"] = "One round trip for many jobs.",
        ["job_insert_many"] = "A batch as arrays.",
        ["job_read_many"] = "One round trip for many jobs.",
        ["job_status_many"] = "One round trip for many jobs.",
        ["key_take"] = "Keys come from a sequence.",
        ["lane_find_many"] = "One round trip for a batch's lanes.",
        ["lane_insert_many"] = "A batch as arrays.",
        ["lane_quota_insert_many"] = "A batch as arrays.",
        ["offer_copy"] = "A large batch as a stream.",
        ["offer_insert_many"] = "A batch as arrays.",
        ["queue_find_many"] = "One round trip for a batch's queues.",
        ["queue_keep"] = "A caller's transaction on a file is the one writer already.",
        ["quota_find_many"] = "One round trip for a batch's quotas.",
        ["running_lock"] = "SQLite has one writer: its fences need no lock.",
        ["running_many"] = "One round trip for many runs.",
        ["running_start_many"] = "A batch as arrays.",
        ["session_begin"] = "SQLite has one writer.",
        ["session_look"] = "SQLite has no schemas.",
        ["session_read"] = "SQLite has no schemas.",
        ["session_share"] = "SQLite has one writer.",
        ["settle_plain"] = "Settles a whole batch.",
        ["tally_add_callers"] = "SQLite's counts have no shards.",
        ["turn_state"] = "One statement instead of several small ones.",
    };

    [Fact]
    public void Folders_HaveTheSameNames_OrAReason()
    {
        var sqlite = NamesOf("Sqlite.");
        var postgres = NamesOf("Postgres.");

        Assert.Equal(OnlySqlite.Keys.Order(), sqlite.Except(postgres).Order());
        Assert.Equal(OnlyPostgres.Keys.Order(), postgres.Except(sqlite).Order());
    }

    [Fact]
    public void Statements_AreListed_ThatHaveAFile()
    {
        Assert.Equal(NamesOf("Sqlite.").Order(), ListedIn(typeof(Sql)).Order());
        Assert.Equal(OnlyPostgres.Keys.Order(), ListedIn(typeof(PostgresSql)).Order());
    }

    [Fact]
    public void Migrations_HaveTheSameNumbersAndNames() =>
        Assert.Equal(NamesOf("Sqlite.Migration.").Order(), NamesOf("Postgres.Migration.").Order());

    [Theory]
    [InlineData("Sqlite.")]
    [InlineData("Postgres.")]
    public void Statement_BeginsWithAComment_ThatNamesItsVerb(string prefix)
    {
        foreach (var name in NamesOf(prefix))
        {
            Assert.StartsWith("-- ", SqlText.Resource($"{prefix}{name}.sql"), StringComparison.Ordinal);
        }
    }

    private static List<string> NamesOf(string prefix) =>
    [
        .. typeof(SqlText).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..^".sql".Length])
            .Where(name => !name.StartsWith("Migration.", StringComparison.Ordinal)),
    ];

    private static IEnumerable<string> ListedIn(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((SqlText)field.GetValue(null)!).Name);
}
