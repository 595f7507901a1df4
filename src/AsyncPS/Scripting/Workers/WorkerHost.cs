using System.Globalization;
using System.Management.Automation.Host;

namespace AsyncPS.Scripting.Workers;

/// <summary>The host that a job sees: nobody to ask, no console; what it writes is recorded.</summary>
internal sealed class WorkerHost : PSHost
{
    public override string Name => "AsyncPS worker";

    public override Version Version { get; } = typeof(WorkerHost).Assembly.GetName().Version ?? new Version(0, 1);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new WorkerHostUI();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void EnterNestedPrompt() => throw WorkerHostUI.NobodyToAsk("a nested prompt");

    public override void ExitNestedPrompt() => throw WorkerHostUI.NobodyToAsk("a nested prompt");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
        // The engine calls it for an exit that is already the job's outcome; the process stays.
    }
}
