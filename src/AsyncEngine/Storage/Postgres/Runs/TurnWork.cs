namespace AsyncEngine.Storage.Postgres.Runs;

/// <summary>What one transaction does of a turn.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Plain">Those of its settlements that one statement settles.</param>
internal sealed record TurnWork(Turn Turn, PlainSettlements Plain)
{
    /// <summary>Whether it claims nothing and only looks whether there is something.</summary>
    public bool IsLook { get; init; }

    /// <summary>Whether it puts held jobs that are due in line first.</summary>
    public bool Promotes { get; init; }

    /// <summary>Whether what comes before its claim has been done.</summary>
    public bool IsRest { get; init; }
}
