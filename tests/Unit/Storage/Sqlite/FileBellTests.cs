using AsyncEngine.Storage.Sqlite.Signals;
using Xunit;

namespace Unit.Storage.Sqlite;

/// <summary>Processes hear each other's writes by a file beside the store (ADR 0029).</summary>
public sealed class FileBellTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("asyncps-bell-").FullName;

    private string File => Path.Combine(_folder, "jobs.db-turn");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ring_IsHeardByOthers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere processes look at the file's counter.");
        System.IO.File.WriteAllText(File, string.Empty);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new FileBell(File, () => heard.TrySetResult());
        using var ringer = new FileBell(File, () => { });
        listener.Listen();
        Assert.True(listener.Hears);

        ringer.Ring();

        await heard.Task.WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.Empty(System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task Ring_IsHeard_WhenTheFileWasDeletedMeanwhileAndMadeAnew()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere processes look at the file's counter.");
        System.IO.File.WriteAllText(File, string.Empty);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new FileBell(File, () => heard.TrySetResult());
        using var early = new FileBell(File, () => { });
        using var late = new FileBell(File, () => { });
        listener.Listen();

        System.IO.File.Delete(File);
        early.Ring();
        Assert.False(System.IO.File.Exists(File));
        System.IO.File.WriteAllText(File, string.Empty);
        late.Ring();

        await heard.Task.WaitAsync(Long, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Listener_IsDeaf_WhereThereIsNothingToWatch()
    {
        using var listener = new FileBell(Path.Combine(_folder, "gone", "jobs.db-turn"), () => { });

        listener.Listen();

        Assert.False(listener.Hears);
    }
}
