using AsyncEngine.Storage.Sqlite.Writing;

namespace AsyncEngine.Storage.Sqlite.Queues;

/// <summary>Removes queues.</summary>
internal sealed class QueueRemover(WriteSession session)
{
    public bool Remove(string name, bool force) => throw new NotSupportedException($"{name} {force} {session.Now}");
}
