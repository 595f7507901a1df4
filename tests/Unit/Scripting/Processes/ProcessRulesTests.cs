using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS;
using AsyncPS.Commands.Parameters;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Isolation;
using AsyncPS.Scripting.Processes;
using Xunit;

namespace Unit.Scripting.Processes;

/// <summary>The decisions of process workers that need no process.</summary>
public sealed class ProcessRulesTests
{
    [Theory]
    [InlineData(0, false, "exit code 0")]
    [InlineData(3, false, "exit code 3")]
    [InlineData(137, false, "signal 9 (SIGKILL)")]
    [InlineData(134, false, "signal 6 (SIGABRT)")]
    [InlineData(163, false, "signal 35")]
    [InlineData(200, false, "exit code 200")]
    [InlineData(137, true, "exit code 137")]
    [InlineData(-1073741819, true, "exit code 0xC0000005")]
    [InlineData(null, false, "it does not answer any more")]
    public void ExitText_SaysCodeOrSignal(int? code, bool isWindows, string expected) =>
        Assert.Equal(expected, ExitText.Of(code, isWindows));

    [Theory]
    [InlineData(null, null, null, null, JobIsolation.Shared, null)]
    [InlineData(null, null, "Process", 500L, JobIsolation.Process, 500L)]
    [InlineData(JobIsolation.Process, 100L, "Process", 500L, JobIsolation.Process, 100L)]
    [InlineData(JobIsolation.Process, null, null, 500L, JobIsolation.Process, 500L)]
    [InlineData(JobIsolation.Shared, null, "Process", 500L, JobIsolation.Shared, null)]
    [InlineData(JobIsolation.Fresh, null, "Process", 500L, JobIsolation.Fresh, null)]
    [InlineData(null, null, "OfTomorrow", null, JobIsolation.Shared, null)]
    public void Choice_IsTheJobs_ElseTheAgents(
        JobIsolation? job, long? jobLimit, string? agent, long? agentLimit, JobIsolation isolation, long? limit)
    {
        var settings = Stored(new ScriptSettings { Isolation = job, MaxMemory = jobLimit });
        Assert.Equal(
            new IsolationChoice(isolation, limit), IsolationChoice.Of(settings, new AgentRunner(agent, agentLimit)));
    }

    [Fact]
    public void Settings_LeaveTheSessionAlone_WhenOnlyTheProcessWasChosen()
    {
        Assert.False(Stored(new ScriptSettings { Isolation = JobIsolation.Process, MaxMemory = 1 }).ChangeSession);
        Assert.True(Stored(new ScriptSettings { Isolation = JobIsolation.Process, StopOnError = true }).ChangeSession);
    }

    [Fact]
    public void MaxMemory_MeansAProcess_AndIsRefusedWithoutOne()
    {
        Assert.Equal(JobIsolation.Process, IsolationParameters.Of(null, 1));
        Assert.Null(IsolationParameters.Of(null, null));
        Assert.Equal(new AgentRunner("Process", 7), IsolationParameters.ToRunner(null, 7));
        Assert.Equal(AgentRunner.Default, IsolationParameters.ToRunner(null, null));
        var refusal = Assert.Throws<AsyncEngineException>(() => IsolationParameters.Check(JobIsolation.Fresh, 1));
        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
        IsolationParameters.Check(JobIsolation.Shared, null);
    }

    [Theory]
    [InlineData("/usr/bin/pwsh", null, "/usr/bin/pwsh")]
    [InlineData("/x/AsyncHost", "/x/AsyncHost.dll", "/x/AsyncHost")]
    [InlineData("/usr/bin/dotnet", "/x/pwsh.dll", "/usr/bin/dotnet /x/pwsh.dll")]
    [InlineData("/usr/bin/dotnet", "/x/Program.dll", null)]
    [InlineData("/x/Program", "/x/Program.dll", null)]
    [InlineData(null, null, null)]
    public void Command_IsTheShellThatThisProcessIs(string? program, string? entry, string? expected)
    {
        var command = WorkerCommand.OfProcess(program, entry);
        Assert.Equal(expected, command is null ? null : string.Join(' ', [command.FileName, .. command.Arguments]));
    }

    [Fact]
    public void Hook_ComesAfterThoseOfTheUser()
    {
        var environment = new Dictionary<string, string?> { ["DOTNET_STARTUP_HOOKS"] = "/theirs.dll" };
        ChildEnvironment.AddTo(environment, "p");
        var own = typeof(ChildEnvironment).Assembly.Location;
        Assert.Equal($"/theirs.dll{Path.PathSeparator}{own}", environment["DOTNET_STARTUP_HOOKS"]);
        environment.Remove("DOTNET_STARTUP_HOOKS");
        ChildEnvironment.AddTo(environment, "p");
        Assert.Equal(own, environment["DOTNET_STARTUP_HOOKS"]);
    }

    [Theory]
    [InlineData("2000 150 90 1 0 300 0", 150)]
    [InlineData("", 0)]
    [InlineData("1 x", 0)]
    public void Memory_IsTheSecondFieldOfStatm(string text, long pages) =>
        Assert.Equal(pages, ProcessMemory.PagesOf(text));

    private static ScriptSettings Stored(ScriptSettings settings) => ScriptSettings.Decode(settings.Encode());
}
