using System.Management.Automation;
using System.Reflection;

namespace AsyncHost.Arguments;

/// <summary>What <c>-Help</c> and <c>-Version</c> print.</summary>
internal static class HelpText
{
    private const string Usage = """
        AsyncHost, the pocket PowerShell of AsyncPS: the PowerShell engine without its shell, for machines without pwsh.

        Usage:
          AsyncHost <script.ps1> [-Name value] [-Name:value] [-Switch] [-Switch:$false] [value ...]
          AsyncHost -File <script.ps1> [arguments]
          AsyncHost -Command "<text>"        '-' reads the text from standard input
          AsyncHost -Version | -Help

        Options before the script or the command:
          -NonInteractive                    never ask; a question becomes an error
          -NoProfile, -NoLogo                accepted, and always so

        Exit codes: that of 'exit n'; 1 after an uncaught error; 64 for a bad command line;
        130 and 143 when stopped by Ctrl+C or SIGTERM.

        The engine brings Where-Object, ForEach-Object, Import-Module, Get-Command, Get-Help, Out-Default and its kin.
        Of the modules that come with pwsh, these commands have a stand-in here:
        """;

    private const string Ending = """

        Scripts that need others (Get-ChildItem, ConvertTo-Json, Export-Csv, ...) can use .NET, or run in pwsh.
        """;

    public static string Help => string.Join(
        Environment.NewLine,
        new[] { Usage }.Concat(StandInNames.Chunk(5).Select(names => "  " + string.Join(", ", names))).Append(Ending));

    public static string Version
        => $"AsyncHost {Number(typeof(HelpText))} (PowerShell {Number(typeof(PSObject))}, .NET {Environment.Version})";

    /// <summary>The names of all stand-ins, read from the code so that the list is never wrong.</summary>
    public static IReadOnlyList<string> StandInNames { get; } =
    [
        .. typeof(HelpText).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Number(Type type)
        => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split(' ', '+')[0] ?? "?";
}
