using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AsyncEngine.Jobs;
using AsyncPS.Scripting;
using AsyncPS.Scripting.Capture;
using Xunit;

namespace Unit.Scripting;

public sealed class CaptureTests : IDisposable
{
    private readonly Runspace _runspace;

    public CaptureTests()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Get-Capture", typeof(CaptureCommand), null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    public void Dispose() => _runspace.Dispose();

    [Theory]
    [InlineData("$x = 5; Get-Capture { $using:x }", "$using:x", 5)]
    [InlineData("$x = 5; Get-Capture { $Using:X }", "$using:x", 5)]
    [InlineData("$x = 'abc'; Get-Capture { $using:x.Length }", "$using:x.Length", 3)]
    [InlineData("$h = @{ A = 1; a1 = 2 }; Get-Capture { $using:h['A'] }", "$using:h['A']", 1)]
    [InlineData("$x = 5; Get-Capture { if ($true) { & { ${using:x} } } }", "${using:x}", 5)]
    [InlineData("function f { $x = 7; Get-Capture { $using:x } }; $x = 1; f", "$using:x", 7)]
    [InlineData("1..3 | Where-Object { $_ -eq 2 } | ForEach-Object { Get-Capture { $using:_ } }", "$using:_", 2)]
    public void FromBlock_CapturesValue_WhenCallerHasIt(string script, string key, object expected)
    {
        var captured = Capture(script);

        Assert.Equal(key, Assert.Single(captured.Using).Key);
        Assert.Equal(expected, Unwrapped(captured.Using[key]));
    }

    [Fact]
    public void FromBlock_KeepsList_WhenValueIsOne() =>
        Assert.Equal(
            new object[] { 1, 2 },
            Unwrapped(Capture("$h = @{ l = @(1, 2) }; Get-Capture { $using:h.l }").Using["$using:h.l"]));

    [Theory]
    [InlineData("Start-Job { $using:inner }")]
    [InlineData("Start-ThreadJob -ScriptBlock { $using:inner }")]
    [InlineData("1 | ForEach-Object -Parallel { $using:inner }")]
    [InlineData("1 | % -Para { $using:inner }")]
    [InlineData("Invoke-Command -ComputerName x { $using:inner }")]
    [InlineData("Add-AsyncJob { $using:inner }")]
    public void FromBlock_LeavesExpressionToJob_WhenItBelongsToInnerBlock(string body) =>
        Assert.Empty(Capture($"Get-Capture {{ $inner = 1; {body} }}").Using);

    [Fact]
    public void FromBlock_TakesExpression_WhenLoopIsNotParallel() =>
        Assert.Single(Capture("$x = 1; Get-Capture { 1 | ForEach-Object { $using:x } }").Using);

    [Fact]
    public void FromBlock_Refuses_WhenVariableIsUndefined()
    {
        var error = Assert.Throws<AsyncEngineException>(() => Capture("Get-Capture { 1\n  $using:nope }"));

        Assert.Equal(ErrorIds.ScriptInvalid, error.ErrorId);
        Assert.Contains("$using:nope", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 2, column 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromBlock_KeepsParameters_WhenBlockIsFunction() =>
        Assert.StartsWith(
            "param($a, $b = 2)",
            Capture("function f($a, $b = 2) { $a + $b }; Get-Capture $function:f").Call.Text,
            StringComparison.Ordinal);

    [Fact]
    public void FromText_Refuses_WhenScriptDoesNotParse()
    {
        var error = Assert.Throws<AsyncEngineException>(() => ScriptSyntax.Parse("1\nif (", "/jobs/bad.ps1"));

        Assert.Equal(ErrorIds.ScriptInvalid, error.ErrorId);
        Assert.Contains("line 2, column 5", error.Message, StringComparison.Ordinal);
        Assert.Contains("'/jobs/bad.ps1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("  if (", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[NoSuchType]::new()")]
    [InlineData("class A : NoSuchBase { }")]
    [InlineData("using module NoSuchModule")]
    public void Parse_LeavesItToTheWorker_WhenOnlyTypesOrModulesAreMissing(string text) =>
        Assert.NotNull(ScriptSyntax.Parse(text, null));

    private CapturedScript Capture(string script)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        var results = shell.AddScript(script).Invoke();
        if (shell.Streams.Error.FirstOrDefault() is { } error)
        {
            throw error.Exception;
        }

        return (CapturedScript)Assert.Single(results).BaseObject;
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapper ? wrapper.BaseObject : value;
}
