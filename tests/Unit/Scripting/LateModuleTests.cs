using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Isolation;
using AsyncPS.Scripting.Workers;
using Unit.Packaging;
using Xunit;

namespace Unit.Scripting;

/// <summary>A module that is imported when a job could notice that it is missing: no job does.</summary>
public sealed class LateModuleTests : IDisposable
{
    private readonly List<ProbeModule> _modules = [];
    private int _imports;

    public void Dispose() => _modules.ForEach(module => module.Dispose());

    [Theory]
    [InlineData("1 + 1")]
    [InlineData("1..3 | ForEach-Object { [math]::Sqrt($_) } | Where-Object { $_ -gt 1 }")]
    [InlineData("param($x) & { $x }; $y = @{ a = 1 }; $y.a; throw [InvalidOperationException] 'of its own' ")]
    public void Run_DoesWithoutTheModule_WhenTheScriptCannotTell(string text)
    {
        using var worker = Worker();

        worker.Run(text);

        Assert.Equal(0, _imports);
    }

    [Fact]
    public void Run_HasTheModule_FromTheSecondJobOfASessionOn()
    {
        using var worker = Worker();

        worker.Run("1").Succeeded();
        Assert.Equal(0, _imports);
        worker.Run("2").Succeeded();
        Assert.Equal(1, _imports);

        Assert.Equal("probed", worker.Run("Get-Probe").Succeeded().Value);
        Assert.Equal((1, 1), (_imports, worker.Pipelines));
    }

    [Theory]
    [InlineData("Get-Probe")]
    [InlineData("& ('Get-' + 'Probe')")]
    [InlineData("function f { Get-Probe }; f")]
    [InlineData("1 | ForEach-Object { Get-Probe }")]
    [InlineData("(Get-Module).Name")]
    [InlineData("(Get-Command Get-Probe).Name")]
    [InlineData("$ExecutionContext.InvokeCommand.GetCommand('Get-Probe', 'All').Name")]
    [InlineData("[powershell]::Create('CurrentRunspace').AddCommand('Get-Probe').Invoke()")]
    [InlineData("function f { [CmdletBinding()] param() $PSCmdlet.SessionState.InvokeCommand.GetCommand('Get-Probe', 'All').Name }; f")]
    [InlineData("try { 'a view' | Out-String } catch { 'a view' }")]
    public void Run_HasTheModule_BeforeTheScriptCanTell(string text)
    {
        using var worker = Worker();

        Assert.Single(worker.Run(text).Succeeded().Output);

        Assert.Equal(1, _imports);
    }

    [Fact]
    public void Run_HasTheModule_WhenFunctionsOfTheCallerComeAlong()
    {
        using var worker = Worker();
        var settings = new ScriptSettings { Functions = ["function Find { $ExecutionContext.InvokeCommand.GetCommand('Get-Probe', 'All') }"] };

        Assert.NotNull(worker.Run("(Find).Name", ScriptArguments.None, settings).Succeeded().Value);
    }

    [Fact]
    public void Import_LeavesTheSessionAsAnEarlyOneDoes()
    {
        const string look = """
            $tables = 'variable', 'function', 'alias' | ForEach-Object {
                $ExecutionContext.InvokeProvider.Item.Get("${_}:\") | ForEach-Object { $_.Name }
            }
            "$($Error.Count) $(@(Get-Module)) $PWD $?"
            [string][Linq.Enumerable]::Order([string[]]$tables)
            "$($null -eq $ExecutionContext.InvokeCommand.PreCommandLookupAction)"
            """;
        using var early = EarlyWorker("# nothing");
        using var late = Worker();

        Assert.Equal("probed", late.Run("Get-Probe").Succeeded().Value);

        Assert.Equal(early.Run(look).Succeeded().Output, late.Run(look).Succeeded().Output);
    }

    [Theory]
    [InlineData("Get-Probe")]
    [InlineData("$ExecutionContext.InvokeCommand.GetCommand('Get-Probe', 'All')")]
    public void Run_FailsWithTheImport_WhenThatFails_AndTheNextJobHasANewSession(string text)
    {
        using var worker = Worker("throw 'a broken module'");

        var error = worker.Run(text).Failed();

        Assert.Equal(ErrorIds.WorkerSetupFailed, error.ErrorId);
        Assert.Contains("a broken module", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, worker.Run("1").Succeeded().Value);
        Assert.Equal(2, worker.Pipelines);
    }

    [Fact]
    public async Task Stop_EndsAJobWhoseModuleIsBeingImported()
    {
        var importing = new TaskCompletionSource();
        using var worker = new ScriptWorker(new ScriptWorkerOptions
        {
            ModulePath = Manifest("while ($true) { }", () => importing.TrySetResult()),
        });

        var run = worker.Start("Get-Probe");
        await importing.Task;
        worker.Runner.Stop();

        Assert.True((await run).Result.WasStopped);
    }

    [Fact]
    public void Import_IsEarly_WhereAScriptMayUseTheModule()
    {
        using var worker = EarlyWorker("$global:made = Get-Probe");

        Assert.Equal("probed", worker.Run("$global:made").Succeeded().Value);
    }

    [Fact]
    public void NoCommandOfTheModule_IsIndifferent()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "AsyncPS.psd1"));

        Assert.Contains("'Get-AsyncJob'", manifest, StringComparison.Ordinal);
        Assert.All(KnownNames.IndifferentCommands, name =>
            Assert.DoesNotContain($"'{name}'", manifest, StringComparison.OrdinalIgnoreCase));
    }

    private ScriptWorker Worker(string body = "") => new(new ScriptWorkerOptions { ModulePath = Manifest(body) });

    private ScriptWorker EarlyWorker(string script) =>
        new(new ScriptWorkerOptions { ModulePath = Manifest(), InitializationScript = script });

    private string Manifest(string body = "", Action? onImport = null)
    {
        _modules.Add(new ProbeModule(onImport ?? (() => Interlocked.Increment(ref _imports)), body));
        return _modules[^1].Manifest;
    }
}
