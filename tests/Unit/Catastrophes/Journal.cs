using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>What all processes of a test noted of the jobs that they ran.</summary>
internal sealed class Journal
{
    private Journal(IReadOnlyList<JournalRun> runs) => Runs = runs;

    /// <summary>All runs, in the order in which they began.</summary>
    public IReadOnlyList<JournalRun> Runs { get; }

    public static Journal Read(string folder) => new(
    [
        .. Directory.GetFiles(folder).SelectMany(ReadMember).OrderBy(run => run.BeganAt),
    ]);

    /// <summary>The numbers in the order in which their jobs began.</summary>
    public IEnumerable<int> Order => Runs.Select(run => run.Number);

    public IReadOnlyList<JournalRun> Of(int number) => [.. Runs.Where(run => run.Number == number)];

    /// <summary>The jobs that ran to their end more or less often than once.</summary>
    public IReadOnlyList<int> NotOnce(int count)
    {
        var ends = Runs.Where(run => run.IsWhole).CountBy(run => run.Number).ToDictionary();
        return [.. Enumerable.Range(0, count).Where(number => ends.GetValueOrDefault(number) != 1)];
    }

    /// <summary>How many of these jobs ran at the same time, at most.</summary>
    /// <param name="which">Which jobs.</param>
    /// <param name="diedAt">When a member died: the end of the runs that it left open.</param>
    public int MostAtOnce(Func<int, bool> which, Func<string, long?> diedAt)
    {
        var moments = new List<(long At, int Change)>();
        foreach (var run in Runs.Where(run => which(run.Number)))
        {
            moments.Add((run.BeganAt, 1));
            moments.Add((run.EndedAt ?? diedAt(run.Member) ?? long.MaxValue, -1));
        }

        var (most, now) = (0, 0);
        foreach (var (_, change) in moments.Order())
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }

    private static IEnumerable<JournalRun> ReadMember(string path)
    {
        var member = Path.GetFileName(path);
        var open = new Dictionary<int, long>();
        foreach (var line in File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = Regex.Match(line, "^([BEC]) ([0-9]+) ([0-9]+)$");
            Assert.True(parts.Success, $"A broken line in the journal of {member}: '{line}'.");
            var number = int.Parse(parts.Groups[2].Value, CultureInfo.InvariantCulture);
            var at = long.Parse(parts.Groups[3].Value, CultureInfo.InvariantCulture);
            if (parts.Groups[1].Value == "B")
            {
                Assert.True(open.TryAdd(number, at), $"{member} began job {number} twice at once.");
            }
            else
            {
                open.Remove(number, out var beganAt);
                yield return new JournalRun(member, number, beganAt, at)
                {
                    WasCancelled = parts.Groups[1].Value == "C",
                };
            }
        }

        foreach (var (number, beganAt) in open)
        {
            yield return new JournalRun(member, number, beganAt, null);
        }
    }
}
