using System.Runtime.InteropServices;
using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>Asks the library about a connection's file; the provider does not bring that call.</summary>
internal static class FileControl
{
    private const int HasMovedCode = 20;
    private static readonly byte[] Main = [.. "main\0"u8];

    /// <summary>
    /// Whether the file's name belongs to another file now, or to none. False where the system does not let that
    /// happen (Windows).
    /// </summary>
    public static bool HasMoved(sqlite3 connection)
    {
        var moved = 0;
        return Ask(connection, Main, HasMovedCode, ref moved) == raw.SQLITE_OK && moved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int Ask(sqlite3 connection, byte[] database, int code, ref int answer);
}
