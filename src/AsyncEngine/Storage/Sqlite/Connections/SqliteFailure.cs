namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>SQLite refused a step. Becomes an <see cref="AsyncEngineException"/> at the store's door.</summary>
/// <param name="code">The extended result code.</param>
/// <param name="message">What the library says of it.</param>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    /// <summary>The result code without its details.</summary>
    public int PrimaryCode => code & 0xFF;
}
