using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace AsyncHost.Hosting;

/// <summary>The engine's view of this process: where text goes, and what <c>exit</c> means.</summary>
internal sealed class PocketHost(HostConsole console, bool nonInteractive) : PSHost
{
    private readonly PocketUserInterface _ui = new(console, nonInteractive);

    public override string Name => "AsyncHost";

    public override Version Version { get; } =
        Assembly.GetExecutingAssembly().GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <value>The number of an <c>exit</c> that reached the outermost level; null before one did.</value>
    public int? ExitCode { get; private set; }

    /// <summary>Shows what the errors so far call for.</summary>
    public void WriteHints() => _ui.WriteHints();

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt()
        => throw new NotSupportedException("AsyncHost has no prompt: it runs scripts. Use pwsh to work interactively.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
