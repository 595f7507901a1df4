namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>What a connection is used for: for that it has the plans.</summary>
[Flags]
internal enum Purpose
{
    /// <summary>Claims, and settlements that go with them.</summary>
    Turn = 1,

    /// <summary>Settlements beside a claim.</summary>
    Settlement = 2,

    /// <summary>Verbs that write.</summary>
    Write = 4,

    /// <summary>Verbs that read.</summary>
    Read = 8,

    /// <summary>Telling others of writes.</summary>
    Notice = 16,
}
