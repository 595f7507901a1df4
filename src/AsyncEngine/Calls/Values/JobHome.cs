namespace AsyncEngine.Calls.Values;

/// <summary>
/// The store that the jobs in a value belong to: that of the job which runs here, or the one that somebody named who reads
/// a value from outside.
/// </summary>
internal static class JobHome
{
    [ThreadStatic]
    private static AsyncStore? _named;

    public static AsyncStore? Current => _named ?? JobContext.Current?.Owner;

    /// <summary>Reads a value whose jobs belong to that store.</summary>
    public static T In<T>(AsyncStore store, Func<T> read)
    {
        var before = _named;
        _named = store;
        try
        {
            return read();
        }
        finally
        {
            _named = before;
        }
    }
}
