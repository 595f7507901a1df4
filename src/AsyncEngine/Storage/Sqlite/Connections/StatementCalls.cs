using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>
/// The library's functions that are called for each row and each value. The binding's own count a reference to the
/// statement's handle, up and down, at every call: together that took a seventh of the writer's time. Here a statement is
/// a pointer, and whoever calls keeps it open meanwhile (docs/adr/0008).
/// </summary>
internal static class StatementCalls
{
    /// <summary>For <c>destructor</c>: the library copies the value before it returns.</summary>
    public const nint Copies = -1;

    private const string Library = "e_sqlite3";
    private const DllImportSearchPath Places = DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory;

    // A program may have the binding use another build of the library. A statement of one means nothing to the other.
    static StatementCalls() => NativeLibrary.SetDllImportResolver(typeof(StatementCalls).Assembly, Resolve);

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int Reset(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int ClearBindings(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int BindLong(nint statement, int parameter, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_text")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int BindText(nint statement, int parameter, in byte value, int length, nint destructor);

    [DllImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int BindBlob(nint statement, int parameter, in byte value, int length, nint destructor);

    [DllImport(Library, EntryPoint = "sqlite3_column_type")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int ColumnType(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern long ColumnLong(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_text")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern nint ColumnText(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_blob")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern nint ColumnBlob(nint statement, int column);

    /// <summary>How long a text or blob is, after it was asked for.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int ColumnBytes(nint statement, int column);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? places) =>
        name == Library ? NativeLibrary.Load(raw.GetNativeLibraryName(), assembly, places) : 0;
}
