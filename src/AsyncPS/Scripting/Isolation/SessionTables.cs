namespace AsyncPS.Scripting.Isolation;

/// <summary>The tables of a session, read as a whole: item by item through the provider costs a hundred times more.</summary>
internal static class SessionTables
{
    public static IEnumerable<PSVariable> Variables(PSCmdlet command) => Table(command, "variable:\\").OfType<PSVariable>();

    public static IEnumerable<FunctionInfo> Functions(PSCmdlet command) =>
        Table(command, "function:\\").OfType<FunctionInfo>();

    public static IEnumerable<AliasInfo> Aliases(PSCmdlet command) => Table(command, "alias:\\").OfType<AliasInfo>();

    public static void Remove(PSCmdlet command, string drive, string name) =>
        command.InvokeProvider.Item.Remove([drive + ":" + name], recurse: false, force: true, literalPath: true);

    public static void Set(PSCmdlet command, string drive, string name, object value) =>
        command.InvokeProvider.Item.Set([drive + ":" + name], value, force: true, literalPath: true);

    // The root of such a drive is the table's own collection of values; it changes while items are put back.
    private static object[] Table(PSCmdlet command, string root)
    {
        var item = command.InvokeProvider.Item.Get(root);
        return item.Count == 1 && item[0].BaseObject is ICollection values
            ? [.. values.Cast<object>()]
            : throw new InvalidOperationException($"The drive '{root}' does not give its table.");
    }
}
