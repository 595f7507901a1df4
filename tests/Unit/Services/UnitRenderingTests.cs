using System.Diagnostics;
using System.Xml.Linq;
using AsyncPS;
using AsyncPS.Services.Units;
using Xunit;

namespace Unit.Services;

/// <summary>Units, property lists and tasks: what is written, and whether those who read them agree.</summary>
public sealed class UnitRenderingTests
{
    private static readonly XNamespace Schema = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    [Theory]
    [InlineData(ServiceScope.System)]
    [InlineData(ServiceScope.User)]
    public async Task Unit_IsRight_SaysSystemd(ServiceScope scope)
    {
        var folder = Directory.CreateTempSubdirectory("asyncps-");
        try
        {
            var path = Path.Combine(folder.FullName, "asyncps-check.service");
            await File.WriteAllTextAsync(
                path, SystemdUnit.Render(Make(ServiceKind.Systemd, scope)), TestContext.Current.CancellationToken);
            var (exitCode, text) = await VerifyAsync(path, scope);

            Assert.True(exitCode == 0 && !text.Contains("asyncps-check.service:", StringComparison.Ordinal), text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Program_IsFound_WhateverItsFolderIsCalled()
    {
        var folder = Directory.CreateTempSubdirectory("asyncps-$x %h -");
        try
        {
            var shell = Path.Combine(folder.FullName, "pwsh");
            await File.WriteAllTextAsync(shell, "#!/bin/sh\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(shell, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            var path = Path.Combine(folder.FullName, "asyncps-check.service");
            var service = Make(ServiceKind.Systemd, ServiceScope.System) with { Shell = [shell] };
            await File.WriteAllTextAsync(path, SystemdUnit.Render(service), TestContext.Current.CancellationToken);
            var (exitCode, text) = await VerifyAsync(path, ServiceScope.System);

            Assert.True(exitCode == 0 && !text.Contains("not executable", StringComparison.Ordinal), text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Unit_TellsSystemd_HowItLivesAndStops()
    {
        var lines = SystemdUnit.Render(Make(ServiceKind.Systemd, ServiceScope.System)).Split('\n');

        Assert.Contains("Type=notify", lines);
        Assert.Contains("User=daemon", lines);
        Assert.Contains("WatchdogSec=60", lines);
        Assert.Contains("KillMode=mixed", lines);
        Assert.Contains("TimeoutStopSec=45", lines);
        Assert.Contains("SuccessExitStatus=3 4", lines);
        Assert.Contains("Restart=on-failure", lines);
        Assert.Contains("StartLimitIntervalSec=0", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("NoNewPrivileges", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mail", "queue mail")]
    [InlineData("100%", "queue 100%%")]
    [InlineData("a\n[Service]\nExecStartPre=x", "queue a [Service] ExecStartPre=x")]
    [InlineData("ends with \\", "queue ends with \\.")]
    public void Description_IsOneLine_WhateverAQueueIsCalled(string queue, string expected)
    {
        var service = Make(ServiceKind.Systemd, ServiceScope.System) with { Queues = [queue] };
        var lines = SystemdUnit.Render(service).Split('\n');

        Assert.Equal("Description=AsyncPS dispatcher asyncps-check: " + expected, lines[3]);
        Assert.Equal("Wants=network-online.target", lines[4]);
    }

    [Theory]
    [InlineData("\"PC\",\"\\AsyncPS\\x\",\"N/A\",\"Wird ausgeführt\",\"Interaktiv\",\"1.2.2026\",\"267009\",\"me\"\r\n", "Running")]
    [InlineData("\"PC\",\"\\AsyncPS\\x\",\"N/A\",\"Bereit\",\"Interaktiv\",\"1.2.2026\",\"1\",\"me\"\r\n", "Bereit")]
    [InlineData("", "")]
    public void Task_Runs_InEveryLanguage(string line, string expected) =>
        Assert.Equal(expected, WindowsTask.StateOf(line));

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a \"b\" $c %d \\e", "\"a \\\"b\\\" $$c %%d \\\\e\"")]
    [InlineData("two\nlines", "\"two\\nlines\"")]
    public void Word_IsTakenLiterally_BySystemd(string word, string expected) =>
        Assert.Equal(expected, SystemdUnit.Quote(word));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData("C:\\with space\\", "\"C:\\with space\\\\\"")]
    [InlineData("a \\\"b", "\"a \\\\\\\"b\"")]
    public void Word_IsTakenLiterally_ByWindows(string word, string expected) =>
        Assert.Equal(expected, WindowsTask.Quote(word));

    [Fact]
    public void PropertyList_HasTheCommandLine_AndStartsAgainAfterAFailure()
    {
        var service = Make(ServiceKind.Launchd, ServiceScope.System);
        var list = XDocument.Parse(LaunchdPlist.Render(service)).Root!.Element("dict")!;

        Assert.Equal(service.CommandLine, After(list, "ProgramArguments").Elements().Select(each => each.Value));
        Assert.Equal("daemon", After(list, "UserName").Value);
        Assert.Equal("false", After(After(list, "KeepAlive"), "SuccessfulExit").Name.LocalName);
        Assert.Equal("45", After(list, "ExitTimeOut").Value);
    }

    [Fact]
    public void Task_StartsWithTheMachine_AndHasNoTimeLimit()
    {
        var service = Make(ServiceKind.WindowsTask, ServiceScope.System) with { User = "SYSTEM" };
        var task = XDocument.Parse(WindowsTask.Render(service)).Root!;

        Assert.NotNull(task.Element(Schema + "Triggers")!.Element(Schema + "BootTrigger"));
        Assert.Equal("PT0S", task.Descendants(Schema + "ExecutionTimeLimit").Single().Value);
        Assert.Equal(service.Shell[0], task.Descendants(Schema + "Command").Single().Value);
    }

    // The schema knows no other types of logon, and the scheduler refuses a task that has one.
    [Theory]
    [InlineData("SYSTEM", ServiceScope.System, "S-1-5-18", null)]
    [InlineData("NT AUTHORITY\\System", ServiceScope.System, "S-1-5-18", null)]
    [InlineData("local service", ServiceScope.System, "S-1-5-19", null)]
    [InlineData("DOMAIN\\svc", ServiceScope.System, "DOMAIN\\svc", "S4U")]
    [InlineData("DOMAIN\\me", ServiceScope.User, "DOMAIN\\me", "InteractiveToken")]
    public void Task_LogsItsAccountOn_AsTheSchedulersSchemaSays(string user, ServiceScope scope, string id, string? logon)
    {
        var task = XDocument.Parse(WindowsTask.Render(Make(ServiceKind.WindowsTask, scope) with { User = user })).Root!;

        Assert.Equal(id, task.Descendants(Schema + "Principal").Single().Element(Schema + "UserId")!.Value);
        Assert.Equal(logon, task.Descendants(Schema + "LogonType").SingleOrDefault()?.Value);
    }

    [Theory]
    [InlineData(ServiceKind.Systemd)]
    [InlineData(ServiceKind.Launchd)]
    [InlineData(ServiceKind.WindowsTask)]
    public void Mark_IsReadBack_FromEachKind(ServiceKind kind)
    {
        var service = Make(kind, ServiceScope.User);
        var mark = ServiceMark.Read(ServicePlans.Install(service, "/x", start: false).Write!.Content)!;

        Assert.Equal(
            (service.Name, kind, service.Scope, service.User, service.Store, service.Size, service.Version),
            (mark.Name, mark.Kind, mark.Scope, mark.User, mark.Store, mark.Size, mark.Version));
        Assert.Equal(service.Queues, mark.Queues);
    }

    [Theory]
    [InlineData("[Service]\nExecStart=/bin/true\n")]
    [InlineData("# AsyncPS-Service: {\"Name\":")]
    [InlineData("# AsyncPS-Service: \n")]
    public void Mark_IsNoneOfOurs_WhenItIsNotWhole(string unit) => Assert.Null(ServiceMark.Read(unit));

    [Fact]
    public void Script_NamesOnlyWhatWasAsked_AndQuotesIt() => Assert.Equal(
        "$ErrorActionPreference = 'Stop'; Import-Module '/m/it''s.psd1'; Start-AsyncDispatcher -Wait -Queue 'a', 'b' " +
        "-Size 4 -StopTimeout '00:00:25' -LogJobs; exit $LASTEXITCODE",
        StartScript.Of("/m/it's.psd1", new Dictionary<string, object?>
        {
            ["Queue"] = new[] { "a", "b" },
            ["Size"] = 4,
            ["AgentName"] = null,
            ["StopTimeout"] = TimeSpan.FromSeconds(25),
            ["LogJobs"] = true,
            ["Other"] = false,
        }));

    [Fact]
    public void Plan_Says_WhatItWritesAndRuns()
    {
        var text = ServicePlans.Install(Make(ServiceKind.Systemd, ServiceScope.User), "/u/x.service", start: true).Describe();

        Assert.StartsWith("Write /u/x.service:\n# AsyncPS-Service:", text, StringComparison.Ordinal);
        Assert.Contains("[Install]\nWantedBy=default.target\n\nRun systemctl --user daemon-reload\n", text, StringComparison.Ordinal);
        Assert.EndsWith("Run systemctl --user restart asyncps-check.service", text, StringComparison.Ordinal);
    }

    private static ServiceDefinition Make(ServiceKind kind, ServiceScope scope) => new()
    {
        Name = "asyncps-check",
        Kind = kind,
        Scope = scope,
        User = "daemon",
        Shell = ["/bin/sh", "-NoProfile", "-Command"],
        Script = "Import-Module '/opt/a--b/AsyncPS.psd1'; Start-AsyncDispatcher -Wait -Filter { $_.Name -like \"50%\" }",
        Store = "/var/lib/async ps/jobs--1.db",
        Queues = ["default", "50% off"],
        Size = 4,
        StopTimeout = TimeSpan.FromSeconds(25),
        DeathInterval = TimeSpan.FromSeconds(60),
        Version = "0.1.0",
        Environment = new Dictionary<string, string> { ["DOTNET_ROOT"] = "/usr/share/dot net" },
    };

    private static XElement After(XElement dict, string key) =>
        dict.Elements("key").Single(each => each.Value == key).ElementsAfterSelf().First();

    private static async Task<(int ExitCode, string Text)> VerifyAsync(string path, ServiceScope scope)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "systemd-analyze")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "There is no systemd-analyze here.");
        var start = new ProcessStartInfo(program!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(scope == ServiceScope.User ? "--user" : "--system");
        start.ArgumentList.Add("verify");
        start.ArgumentList.Add("--man=no");
        start.ArgumentList.Add(path);
        if (scope == ServiceScope.User)
        {
            // It wants the folder of a session, which a build machine has not.
            start.Environment["XDG_RUNTIME_DIR"] = Path.GetDirectoryName(path);
        }

        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(texts));
    }
}
