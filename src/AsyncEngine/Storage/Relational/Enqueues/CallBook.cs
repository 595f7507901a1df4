using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Enqueues;

/// <summary>Stores texts of calls, equal ones once, and remembers the ids of those that it met last.</summary>
internal sealed class CallBook(Database database)
{
    private const int Remembered = 1_000;

    private readonly Dictionary<CallText, long> _ids = [];
    private CallText? _last;
    private long _lastId;

    /// <summary>The id of a text; null for none.</summary>
    public long? IdOf(CallText? call) => call is null ? null : Find(call);

    /// <summary>The id of a text was looked up elsewhere.</summary>
    public void Know(CallText call, long id) => _ids[call] = id;

    /// <summary>What texts are found by.</summary>
    public static byte[] Hash(CallText call)
    {
        Span<byte> head = stackalloc byte[8];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        BinaryPrimitives.WriteInt32LittleEndian(head, (int)call.Kind);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], call.FileName?.Length ?? -1);
        hash.AppendData(head);
        hash.AppendData(Encoding.UTF8.GetBytes(call.FileName ?? string.Empty));
        hash.AppendData(Encoding.UTF8.GetBytes(call.Text));
        return hash.GetHashAndReset();
    }

    /// <summary>After a rollback: a text that was new is not stored.</summary>
    public void Forget()
    {
        _ids.Clear();
        _last = null;
    }

    private long Find(CallText call)
    {
        // A batch mostly runs one text; comparing references spares hashing it for every job.
        if (ReferenceEquals(call, _last))
        {
            return _lastId;
        }

        if (!_ids.TryGetValue(call, out var id))
        {
            id = Store(call);
            if (_ids.Count >= Remembered)
            {
                _ids.Clear();
            }

            _ids.Add(call, id);
        }

        _last = call;
        _lastId = id;
        return id;
    }

    private long Store(CallText call)
    {
        var hash = Hash(call);
        using (var find = database.Use(Sql.CallFind))
        {
            find.Bind("hash", hash.AsSpan());
            if (find.Step())
            {
                return find.GetLong(0);
            }
        }

        using var insert = database.Use(Sql.CallInsert);
        insert.Bind("hash", hash.AsSpan());
        insert.Bind("kind", (long)call.Kind);
        insert.Bind("text", call.Text);
        insert.Bind("file_name", call.FileName);
        insert.Run();
        return database.LastId;
    }
}
