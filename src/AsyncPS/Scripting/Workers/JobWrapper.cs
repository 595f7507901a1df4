using System.Text;

namespace AsyncPS.Scripting.Workers;

/// <summary>The scripts that call a job's script. PowerShell keeps them compiled by their texts.</summary>
/// <remarks>The names are odd because a job sees them.</remarks>
internal static class JobWrapper
{
    private static readonly string?[] Texts = new string?[64];

    [Flags]
    private enum Form
    {
        Plain = 0,
        Piped = 1,
        StopOnError = 2,
        Verbose = 4,
        Debug = 8,
        Functions = 16,
        Named = 32,
    }

    /// <summary>The wrapper for such a job.</summary>
    public static string For(bool isPiped, bool isNamed, ScriptSettings settings)
    {
        var form = (isPiped ? Form.Piped : 0)
            | (isNamed ? Form.Named : 0)
            | (settings.StopOnError ? Form.StopOnError : 0)
            | (settings.Verbose ? Form.Verbose : 0)
            | (settings.Debug ? Form.Debug : 0)
            | (settings.Functions.Count > 0 ? Form.Functions : 0);
        return Texts[(int)form] ??= Write(form);
    }

    private static string Write(Form form)
    {
        var text = new StringBuilder();
        text.Append("param(${__async_sb},${__async_a},${__async_n},$_,${__async_f}) ");
        AppendIf(Form.StopOnError, "$ErrorActionPreference='Stop';$PSNativeCommandUseErrorActionPreference=$true;");
        AppendIf(Form.Verbose, "$VerbosePreference='Continue';");
        AppendIf(Form.Debug, "$DebugPreference='Continue';");
        AppendIf(Form.Functions, ". ${__async_f};");
        text.Append("try { ");
        AppendIf(Form.Piped, ",$_ | ");
        text.Append("& ${__async_sb} @__async_a");
        AppendIf(Form.Named, " @__async_n");
        text.Append(" } catch { throw }");
        return text.ToString();

        void AppendIf(Form part, string code)
        {
            if (form.HasFlag(part))
            {
                text.Append(code);
            }
        }
    }
}
