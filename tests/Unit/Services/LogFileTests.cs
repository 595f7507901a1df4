using AsyncEngine.Diagnostics.Sinks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Services;

/// <summary>The log file: rotation, and what happens to it behind the process's back.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asyncps-");
    private readonly FakeTimeProvider _time = new();

    private string FilePath => Path.Combine(_folder.FullName, "logs", "service.log");

    [Fact]
    public void Entry_IsInTheFile_WhenTheCallReturns()
    {
        using var log = Open();
        log.Write(Entry("hello"));

        Assert.EndsWith("INFO  [7] hello\n", Text(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void File_GoesOn_WhenItIsThere()
    {
        Open().Dispose();
        File.WriteAllText(FilePath, "before\n");
        using var log = Open();
        log.Write(Entry("after"));

        Assert.Equal(2, Lines(FilePath).Length);
    }

    [Fact]
    public void FullFile_IsPutAside_AndTheOldestGoes()
    {
        using var log = Open(maxSize: 100, keep: 2);
        for (var i = 0; i < 5; i++)
        {
            log.Write(Entry($"entry {i} {new string('x', 80)}"));
        }

        Assert.Equal(["4", "3", "2"], new[] { "", ".1", ".2" }.Select(
            ending => Assert.Single(Lines(FilePath + ending)).Split(' ')[5]));
        Assert.False(File.Exists(FilePath + ".3"));
    }

    [Fact]
    public void FullFile_IsForgotten_WhenNoneIsKept()
    {
        using var log = Open(maxSize: 100, keep: 0);
        log.Write(Entry(new string('x', 90)));
        log.Write(Entry("last"));

        Assert.Contains("last", Assert.Single(Lines(FilePath)), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public void FullFile_GetsLonger_WhileItCannotBePutAside()
    {
        // A folder that has something in it is not replaced by a file: neither by root nor on Windows.
        var inTheWay = Directory.CreateDirectory(Path.Combine(FilePath + ".1", "full"));
        using var log = Open(maxSize: 100, keep: 1);
        for (var i = 0; i < 4; i++)
        {
            log.Write(Entry(new string('x', 90)));
        }

        Assert.Equal(4, Lines(FilePath).Length);
        inTheWay.Parent!.Delete(recursive: true);
        _time.Advance(TimeSpan.FromMinutes(1));
        log.Write(Entry("last"));

        Assert.Equal(4, Lines(FilePath + ".1").Length);
        Assert.Contains("last", Assert.Single(Lines(FilePath)), StringComparison.Ordinal);
    }

    [Fact]
    public void DeletedFile_IsMadeAnew()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a file that is open.");
        using var log = Open();
        log.Write(Entry("first"));
        Directory.Delete(Path.GetDirectoryName(FilePath)!, recursive: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        log.Write(Entry("second"));

        Assert.Contains("second", Assert.Single(Lines(FilePath)), StringComparison.Ordinal);
    }

    [Fact]
    public void FullDisk_CostsEntries_AndSaysHowMany_WhenThereIsRoom()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device here that is always full.");
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.CreateSymbolicLink(FilePath, "/dev/full");
        using var log = Open();
        log.Write(Entry("lost"));
        log.Write(Entry("lost"));
        File.Delete(FilePath);
        log.Write(Entry("kept"));

        var lines = Lines(FilePath);
        Assert.Equal(2, lines.Length);
        Assert.Contains("2 entries before this one", lines[0], StringComparison.Ordinal);
        Assert.Contains("kept", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_OfManyThreads_AreWhole()
    {
        using var log = Open(maxSize: 20_000, keep: 100);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                log.Write(Entry($"{thread}-{i}"));
            }
        })));

        var said = Directory.GetFiles(Path.GetDirectoryName(FilePath)!).SelectMany(Lines)
            .Select(line => line.Split(' ')[^1]).ToHashSet();
        Assert.Equal(4_000, said.Count);
    }

    [Fact]
    public void FurtherLines_AreIndented_SoThatEachOtherLineIsAnEntry()
    {
        var lines = LogLine.ForFile(Entry("one\ntwo\r\nthree\n")).TrimEnd('\n').Split('\n');

        Assert.Equal(["    two", "    three"], lines[1..]);
    }

    [Theory]
    [InlineData(LogLevel.Critical, "<2>")]
    [InlineData(LogLevel.Error, "<3>")]
    [InlineData(LogLevel.Warning, "<4>")]
    [InlineData(LogLevel.Information, "<6>")]
    [InlineData(LogLevel.Debug, "<7>")]
    public void Journal_GetsThePriority_OnEachLine(LogLevel level, string prefix) => Assert.Equal(
        $"{prefix}one\n{prefix}two\n", LogLine.ForJournal(Entry("one\ntwo") with { Level = level }));

    [Theory]
    [InlineData(LogLevel.Information, LogLevel.Information, 2002, false)]
    [InlineData(LogLevel.Information, LogLevel.Error, 2003, true)]
    [InlineData(LogLevel.Information, LogLevel.Information, 1001, true)]
    [InlineData(LogLevel.Debug, LogLevel.Information, 2002, true)]
    [InlineData(LogLevel.Warning, LogLevel.Information, 1001, false)]
    public void WhatGoesWellWithAJob_IsLogged_OnlyWhenEverythingIs(LogLevel minimum, LogLevel level, int id, bool taken) =>
        Assert.Equal(taken, new LogFilter(minimum).Takes(level, id));

    [Fact]
    public void Hub_ReachesSinks_ThatCameAfterItsLoggers_UntilTheyGo()
    {
        var hub = new LogHub(_time);
        var logger = hub.CreateLogger("any");
        using var log = Open();
        var membership = hub.Add(log, new LogFilter(LogLevel.Information));
        logger.Log(LogLevel.Warning, new EventId(7), "in", null, (state, _) => state);
        membership.Dispose();
        logger.Log(LogLevel.Warning, new EventId(7), "out", null, (state, _) => state);

        Assert.False(logger.IsEnabled(LogLevel.Critical));
        Assert.EndsWith("[7] in", Assert.Single(Lines(FilePath)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // As one does who reads along: Windows refuses those who would have nobody write meanwhile.
    private static string Text(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    private static string[] Lines(string path) => Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static LogEntry Entry(string message) => new(DateTimeOffset.UnixEpoch, LogLevel.Information, 7, message);

    private LogFile Open(long maxSize = 10_000, int keep = 5) =>
        new(new LogFileOptions(FilePath) { MaxSize = maxSize, Keep = keep }, _time);
}
