using System.Management.Automation;
using AsyncHost.Arguments;
using AsyncHost.Hosting;
using AsyncHost.Running;

HostArguments arguments = HostArgumentParser.Parse(args);

// Not a plain return: a thread that a module left behind must not keep the process.
Environment.Exit(Start(arguments));

static int Start(HostArguments arguments)
{
    switch (arguments.Action)
    {
        case HostAction.Help:
            Console.Out.WriteLine(HelpText.Help);
            return ExitCodes.Success;
        case HostAction.Version:
            Console.Out.WriteLine(HelpText.Version);
            return ExitCodes.Success;
        case HostAction.Complain:
            return Refuse(arguments.Text);
        case HostAction.File when !File.Exists(arguments.Text):
            return Refuse($"The script '{arguments.Text}' does not exist in '{Environment.CurrentDirectory}'.");
        default:
            return Run(arguments);
    }
}

static int Refuse(string complaint)
{
    Console.Error.WriteLine($"AsyncHost: {complaint} 'AsyncHost -Help' shows what there is.");
    return ExitCodes.BadCommandLine;
}

static int Run(HostArguments arguments)
{
    // A convention of many tools: https://no-color.org
    if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
    {
        PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
    }

    using HostConsole console = new(TimeProvider.System);
    using HostSession session = new(console, arguments.NonInteractive);
    return arguments.Action switch
    {
        HostAction.File => session.RunFile(Path.GetFullPath(arguments.Text), arguments.Parameters),
        HostAction.CommandFromInput => session.RunText(Console.In.ReadToEnd()),
        _ => session.RunText(arguments.Text),
    };
}
