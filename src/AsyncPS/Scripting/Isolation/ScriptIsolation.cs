namespace AsyncPS.Scripting.Isolation;

/// <summary>How much is done so that a job does not see what an earlier one left.</summary>
internal enum ScriptIsolation
{
    /// <summary>What a job changed is put back; a new runspace only where that is not enough.</summary>
    Standard,

    /// <summary>Every job gets a new runspace.</summary>
    Fresh,
}
