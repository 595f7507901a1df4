namespace AsyncEngine.Storage.Sqlite.Writing;

/// <summary>
/// Those whose writes were committed together often come back at once, one after the other: a commit that waits for all of
/// them, no longer than one takes, is worth several that do not. Here it is decided whether to wait (docs/adr/0003).
/// </summary>
internal sealed class Siblings
{
    private const int Fewest = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(2);

    private int _count;
    private TimeSpan _took;

    /// <summary>A group was written.</summary>
    /// <param name="count">How many verbs it had.</param>
    /// <param name="took">How long it took.</param>
    public void Note(int count, TimeSpan took) => (_count, _took) = (count, took < Longest ? took : Longest);

    /// <summary>Whether a group is to wait for more.</summary>
    /// <param name="count">How many verbs it has.</param>
    /// <param name="waited">How long it has waited.</param>
    public bool AreExpected(int count, TimeSpan waited) => _count >= Fewest && count < _count && waited < _took;
}
