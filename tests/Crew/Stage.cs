namespace Crew;

/// <summary>What a process has once and its jobs use: its name, its journal, its voice, its orders.</summary>
internal static class Stage
{
    private static JournalWriter? _journal;

    /// <summary>The process's name in the test.</summary>
    public static string Name { get; private set; } = "nobody";

    /// <summary>Whether jobs say on the output that they begin.</summary>
    public static bool IsTalkative { get; private set; }

    public static Orders Orders { get; } = new();

    /// <summary>Set by the order <c>release</c>: jobs that hold go on.</summary>
    public static ManualResetEventSlim Released { get; } = new();

    public static void Set(CrewOptions options)
    {
        Name = options.Text("name") ?? Name;
        IsTalkative = options.Is("talk");
        _journal = options.Text("journal") is { } folder ? new JournalWriter(Path.Combine(folder, Name)) : null;
        Orders.Listen();
    }

    /// <summary>Writes one line for the test; the output is flushed with each.</summary>
    public static void Say(string line) => Console.Out.WriteLine(line);

    public static void Note(char what, int number) => _journal?.Write(what, number);
}
