using AsyncEngine.Jobs;
using AsyncPS.Scripting;
using Xunit;

namespace Unit.Scripting;

public sealed class ScriptCallTests : IDisposable
{
    private readonly ScriptWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [Fact]
    public void Run_ReturnsOutput_WhenScriptComputes() =>
        Assert.Equal(42, _worker.Run("param($x) $x * 2", 21).Succeeded().Value);

    [Fact]
    public void Run_KeepsWhatWasWritten_WhenScriptThrows()
    {
        var run = _worker.Run("1; throw 'bad'; 2");

        Assert.Equal("bad", run.Failed().Message);
        Assert.Equal([1], run.Output);
    }

    [Theory]
    [InlineData("exit", 0, true)]
    [InlineData("exit 0", 0, true)]
    [InlineData("exit 3", 3, false)]
    [InlineData("& { exit 4 }", 4, false)]
    public void Run_ReportsExitCode_WhenScriptExits(string text, int code, bool succeeded)
    {
        var run = _worker.Run("'before'; " + text + "; 'after'");

        Assert.Equal(succeeded, run.Result.Succeeded);
        Assert.Equal(code, run.Result.ExitCode);
        Assert.Equal(["before"], run.Output);
        Assert.Equal(succeeded ? null : ErrorIds.JobExited, run.Error?.ErrorId);
    }
}
