namespace AsyncPS.Services.Installing;

/// <summary>An account of a Unix system.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number; 0 = root.</param>
/// <param name="Groups">The numbers of its groups.</param>
internal sealed record UnixAccount(string Name, long Id, IReadOnlyList<long> Groups);
