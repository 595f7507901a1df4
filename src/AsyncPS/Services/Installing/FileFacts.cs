namespace AsyncPS.Services.Installing;

/// <summary>Whose a file is, and who may do what with it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Owner">Number of the account that owns it.</param>
/// <param name="Group">Number of its group.</param>
/// <param name="Mode">Its nine permission bits.</param>
internal sealed record FileFacts(string Path, long Owner, long Group, int Mode);
