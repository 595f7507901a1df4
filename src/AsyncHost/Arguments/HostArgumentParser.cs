namespace AsyncHost.Arguments;

/// <summary>Reads the command line as pwsh does, for the options that a pocket host has.</summary>
internal static class HostArgumentParser
{
    /// <summary>The options that change nothing here; pwsh scripts and service files pass them by habit.</summary>
    private static readonly string[] Accepted = ["noprofile", "nop", "nologo", "mta", "sta", "login", "l"];

    public static HostArguments Parse(IReadOnlyList<string> args)
    {
        bool nonInteractive = false;
        for (int i = 0; i < args.Count; i++)
        {
            string arg = args[i];
            if (!IsOption(arg))
            {
                return Script(args, i, nonInteractive);
            }

            switch (arg.TrimStart('-', '/').ToLowerInvariant())
            {
                case "noninteractive" or "noni":
                    nonInteractive = true;
                    break;
                case "executionpolicy" or "ex" or "ep":
                    i++;
                    break;
                case "file" or "f":
                    return i + 1 < args.Count
                        ? Script(args, i + 1, nonInteractive)
                        : Complain("-File needs the path of a script.");
                case "command" or "c":
                    return i + 1 < args.Count
                        ? Command(args, i + 1, nonInteractive)
                        : Complain("-Command needs the text to run, or '-' to read it from standard input.");
                case "version" or "v":
                    return new HostArguments { Action = HostAction.Version };
                case "help" or "h" or "?":
                    return new HostArguments { Action = HostAction.Help };
                case string other when Accepted.Contains(other):
                    break;
                default:
                    return Complain($"There is no option '{arg}'.");
            }
        }

        return new HostArguments { Action = HostAction.Help };
    }

    private static bool IsOption(string arg)
        => arg.Length > 1 && arg[0] == '-' || arg is "/?" or "/h" or "/help";

    private static HostArguments Script(IReadOnlyList<string> args, int at, bool nonInteractive) => args[at] == "-"
        ? new HostArguments { Action = HostAction.CommandFromInput, NonInteractive = true }
        : new HostArguments
        {
            Action = HostAction.File,
            Text = args[at],
            Parameters = ScriptParameters.Parse(args.Skip(at + 1)),
            NonInteractive = nonInteractive,
        };

    private static HostArguments Command(IReadOnlyList<string> args, int at, bool nonInteractive) => args[at] == "-"
        ? new HostArguments { Action = HostAction.CommandFromInput, NonInteractive = true }
        : new HostArguments
        {
            Action = HostAction.Command,
            Text = string.Join(' ', args.Skip(at)),
            NonInteractive = nonInteractive,
        };

    private static HostArguments Complain(string what) => new() { Action = HostAction.Complain, Text = what };
}
