using AsyncPS.Scripting.Processes;
using Xunit;

namespace Unit.Scripting.Processes;

/// <summary>What the memory limit of a job counts: its process with all that belongs to it.</summary>
public sealed class ProcessTableTests
{
    [Theory]
    [InlineData("77 (sh) S 5 60 60 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 100 2097152 300 18446744073709551615", 77, 5, 60, 300)]
    [InlineData("77 (a) b (c) R 5 60 60 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 100 2097152 300 1", 77, 5, 60, 300)]
    public void Stat_IsRead_WhateverTheNameIs(string text, int id, int parent, int group, long pages) =>
        Assert.Equal(new ProcessRow(id, parent, group, pages * 4096), ProcessRow.OfStat(text, 4096));

    [Theory]
    [InlineData("")]
    [InlineData("77 (sh")]
    [InlineData("77 (sh) S 5")]
    [InlineData("x (sh) S 5 60 60 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 100 2097152 300 1")]
    public void Stat_IsNone_WhenItIsBroken(string text) => Assert.Null(ProcessRow.OfStat(text, 4096));

    [Fact]
    public void Ps_TellsKilobytes()
    {
        Assert.Equal(new ProcessRow(77, 5, 60, 2048), ProcessRow.OfPs("   77     5    60      2"));
        Assert.Null(ProcessRow.OfPs(""));
        Assert.Null(ProcessRow.OfPs("PID PPID PGID RSS"));
    }

    [Fact]
    public void Memory_CountsDescendants_AndOrphansOfTheGroup_Once()
    {
        var table = new ProcessTable(
        [
            new ProcessRow(1, 0, 1, 1_000_000),
            new ProcessRow(10, 1, 10, 1),    // the child itself
            new ProcessRow(11, 10, 10, 2),   // what it started
            new ProcessRow(12, 11, 99, 4),   // what that started, in a group of its own
            new ProcessRow(13, 1, 10, 8),    // whose parent is gone
            new ProcessRow(14, 13, 98, 16),  // and what that started
            new ProcessRow(20, 1, 20, 32),   // another one's
        ]);

        Assert.Equal(31, table.MemoryOf(10, []));
        Assert.Equal(32, table.MemoryOf(20, []));
        Assert.Equal(0, table.MemoryOf(30, []));
    }

    [Fact]
    public void Memory_CountsWhatAJobObjectTells_WhereNobodyKnowsWhoStartedWhat()
    {
        var table = new ProcessTable([.. new[] { 10, 11, 12, 20 }.Select((id, bit) =>
            new ProcessRow(id, ProcessRow.Unknown, ProcessRow.Unknown, 1 << bit))]);

        Assert.Equal(7, table.MemoryOf(10, [10, 11, 12]));
        Assert.Equal(7, table.MemoryOf(10, [11, 12, 13])); // 13 has ended meanwhile.
        Assert.Equal(1, table.MemoryOf(10, []));
    }

    [Fact]
    public void Table_KnowsThisProcess_WhereTheSystemTells()
    {
        Assert.SkipUnless(ProcessTable.IsKnown, "This system does not tell of its processes.");

        var table = ProcessTable.Read();
        Assert.NotNull(table);
        Assert.InRange(table.MemoryOf(Environment.ProcessId, []), 1 << 20, long.MaxValue);
    }
}
