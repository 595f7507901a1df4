using System.Collections.Concurrent;
using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Relational.Reads;

/// <summary>Texts of calls by id, which never change. Most jobs run few texts. Thread-safe.</summary>
internal sealed class CallTexts
{
    private const int Remembered = 1_000;

    private readonly ConcurrentDictionary<long, CallText> _texts = new();

    /// <summary>The text of an id; null for no id.</summary>
    public CallText? Read(Database database, long? id)
    {
        if (id is not { } key)
        {
            return null;
        }

        if (_texts.TryGetValue(key, out var known))
        {
            return known;
        }

        using var read = database.Use(Sql.CallRead);
        read.Bind("id", key);
        if (!read.Step())
        {
            throw new InvalidOperationException($"There is no call {key}.");
        }

        var text = new CallText((CallKind)read.GetInt(0), read.GetText(1), read.GetTextOrNull(2));
        if (_texts.Count >= Remembered)
        {
            _texts.Clear();
        }

        return _texts[key] = text;
    }

    /// <summary>A text that was read before.</summary>
    public CallText? Find(long? id) => id is { } key && _texts.TryGetValue(key, out var known) ? known : null;

    public bool Knows(long id) => _texts.ContainsKey(id);

    /// <summary>After a rollback: an id may be given again to another text.</summary>
    public void Forget() => _texts.Clear();
}
