using AsyncPS.Scripting.Isolation;

namespace AsyncPS.Scripting.Workers;

/// <summary>A parsed script in one runspace.</summary>
internal sealed class RunnableScript(ParsedScript parsed, ScriptNeeds more)
{
    private bool _isMet = parsed.Requirements is null;

    public ScriptBlock Block => parsed.Block;

    /// <summary>How it takes an object from the pipeline.</summary>
    public ScriptInput Input => parsed.Input;

    /// <summary>What has to be done after it in this runspace.</summary>
    public ScriptNeeds Needs { get; } = parsed.Needs | more;

    /// <summary>Whether it names a variable through which it sees the session without a command.</summary>
    public bool ReachesSession => parsed.ReachesSession;

    /// <summary>Whether it has functions, which may call themselves until the stack ends.</summary>
    public bool DefinesFunctions => parsed.DefinesFunctions;

    /// <summary>Throws unless the session meets the script's <c>#requires</c>.</summary>
    public void EnforceRequirements(PSCmdlet command)
    {
        // Once is enough: modules stay loaded.
        if (!_isMet)
        {
            Requirements.Enforce(parsed.Requirements!, command);
            _isMet = true;
        }
    }
}
