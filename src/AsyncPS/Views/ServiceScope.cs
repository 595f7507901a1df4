namespace AsyncPS;

/// <summary>Whose service it is.</summary>
public enum ServiceScope
{
    /// <summary>One account's: it runs as that account, and needs no rights of an administrator.</summary>
    User,

    /// <summary>The machine's: it starts with it, and runs as the account that is named.</summary>
    System,
}
