namespace AsyncEngine.Calls.Values;

/// <summary>A plain object as it was stored.</summary>
/// <param name="TypeName">Full name of its type: for display, never resolved.</param>
/// <param name="Json">Its public properties.</param>
internal sealed record JsonLeaf(string TypeName, string Json);
