using System.Management.Automation.Language;
using System.Text;

namespace AsyncPS.Scripting.Workers;

/// <summary>The compiled scripts that call a job's script and send what it writes to the sinks.</summary>
/// <remarks>
/// The names are odd because a job sees them, and the sinks are command objects because a job can define a function of
/// any name. The inner pipeline takes the output, the outer one all other streams, so that an error record that a
/// script returns is not taken for an error that it had.
/// </remarks>
internal sealed class JobWrapper
{
    private readonly ScriptBlock?[] _blocks = new ScriptBlock?[32];

    [Flags]
    private enum Form
    {
        Plain = 0,
        Piped = 1,
        StopOnError = 2,
        Verbose = 4,
        Debug = 8,
        Functions = 16,
    }

    /// <summary>The wrapper for such a job. Compiled at first use.</summary>
    public ScriptBlock For(bool isPiped, ScriptSettings settings)
    {
        var form = (isPiped ? Form.Piped : 0)
            | (settings.StopOnError ? Form.StopOnError : 0)
            | (settings.Verbose ? Form.Verbose : 0)
            | (settings.Debug ? Form.Debug : 0)
            | (settings.Functions.Count > 0 ? Form.Functions : 0);
        return _blocks[(int)form] ??= Compile(form);
    }

    private static ScriptBlock Compile(Form form)
    {
        var text = new StringBuilder();
        text.Append("param(${__async_sb},${__async_a},${__async_n},${__async_o},${__async_k},$_,${__async_f}) ");
        AppendIf(Form.StopOnError, "$ErrorActionPreference='Stop';$PSNativeCommandUseErrorActionPreference=$true;");
        AppendIf(Form.Verbose, "$VerbosePreference='Continue';");
        AppendIf(Form.Debug, "$DebugPreference='Continue';");
        AppendIf(Form.Functions, ". ${__async_f};");
        text.Append("try { & { ");
        AppendIf(Form.Piped, ",$_ | ");
        text.Append("& ${__async_sb} @__async_a @__async_n | & ${__async_o} } *>&1 | & ${__async_k} } ");
        text.Append("catch { throw }");
        return Parser.ParseInput(text.ToString(), JobFrames.WrapperFile, out _, out _).GetScriptBlock();

        void AppendIf(Form part, string code)
        {
            if (form.HasFlag(part))
            {
                text.Append(code);
            }
        }
    }
}
