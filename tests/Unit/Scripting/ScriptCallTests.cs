using System.Collections;
using System.Management.Automation;
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

    [Fact]
    public void Run_ReportsOwnFramesOnly_WhenScriptThrows()
    {
        var stack = _worker.Run("function f { throw 'bad' }; f").Failed().ScriptStackTrace!;

        Assert.Equal(["at f, <No file>: line 1", "at <ScriptBlock>, <No file>: line 1"], stack.Split(Environment.NewLine));
    }

    [Fact]
    public void Run_ReportsNoFrames_WhenArgumentsDoNotBind() =>
        Assert.Empty(_worker.Run("param([int] $x) $x", "no number").Failed().ScriptStackTrace!);

    [Fact]
    public void Run_KeepsNotesOfOutputs_ButNotWhatProvidersAdd()
    {
        var output = _worker.Run("$x = [psobject] 42; 'Mine', 'PSDrive' |"
            + " & { process { $x.psobject.Properties.Add([psnoteproperty]::new($_, 3)) } }; $x").Succeeded().Value;

        var note = Assert.Single(PSObject.AsPSObject(output).Properties.OfType<PSNoteProperty>());
        Assert.Equal(("Mine", 3), (note.Name, note.Value));
    }

    // The pipeline that takes the output belongs to all jobs: nothing that one writes may end it.
    [Theory]
    [InlineData(", [Unit.Scripting.ScriptCallTests+UnreadableCollection]::new()", "unreadable")]
    [InlineData("function f { 'deep'; f }; f", "call depth")]
    [InlineData("$f = { param($g) 'deep'; & $g $g }; & $f $f", "call depth")]
    [InlineData("function f { [CmdletBinding()] param() $PSCmdlet.WriteWarning('deep'); f }; f", "call depth")]
    [InlineData("1..3; $global:MyInvocation = $null; throw 'of its own'", "of its own")]
    public void Run_LeavesThePipelineToTheNextJob_WhenOutputOrScriptFails(string text, string message)
    {
        Assert.Contains(message, _worker.Run(text).Failed().Message, StringComparison.Ordinal);

        var next = _worker.Run("param($x) $x * 2", 21).Succeeded();
        Assert.Equal(42, next.Value);
        Assert.Empty(next.Records);
        Assert.Equal(1, _worker.Pipelines);
    }

    /// <summary>A list that cannot be read.</summary>
    public sealed class UnreadableCollection : ICollection, IReadOnlyCollection<object>
    {
        public int Count => 1;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public void CopyTo(Array array, int index) => throw new InvalidOperationException("unreadable");

        public IEnumerator<object> GetEnumerator() => throw new InvalidOperationException("unreadable");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
