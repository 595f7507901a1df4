namespace AsyncPS.Watching;

/// <summary>A column of a table of the board.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its cells.</param>
/// <param name="Right">Numbers stand to the right.</param>
/// <param name="Rank">Where there is not room for all, those of the highest ranks go first. 0 always stays.</param>
/// <param name="Grows">Takes the room that is left.</param>
internal sealed record BoardColumn(string Title, int Width, bool Right = false, int Rank = 0, bool Grows = false);
