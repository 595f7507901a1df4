namespace AsyncEngine.Storage.Relational;

/// <summary>Names compare without regard to case; they are shown as they were first written.</summary>
internal static class Name
{
    /// <summary>What names are compared by. Computed here, so that both databases have the same.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();
}
