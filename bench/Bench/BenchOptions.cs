using System.Globalization;

namespace Bench;

/// <summary>What the command line says.</summary>
/// <param name="Suite">Which scenarios.</param>
/// <param name="Quick">A tenth of the work.</param>
/// <param name="Repetitions">Rounds that count.</param>
/// <param name="Only">Names of scenarios; empty = all of the suite.</param>
/// <param name="Output">The folder for the numbers and the chart; null = they are only printed.</param>
/// <param name="Guard">A file with ratios that must not halve; null = nothing is compared.</param>
/// <param name="IsOnPostgres">Whether the store is a PostgreSQL server that is started for it.</param>
internal sealed record BenchOptions(
    Suite Suite,
    bool Quick,
    int Repetitions,
    IReadOnlyList<string> Only,
    string? Output,
    string? Guard,
    bool IsOnPostgres)
{
    /// <summary>
    /// Rounds ahead that do not count. .NET compiles what is called often three times, each after a while, and a round takes
    /// less than that; a dispatcher runs for months.
    /// </summary>
    public int WarmUps => Suite is Suite.Speed && !Quick ? 3 : 1;

    public static BenchOptions Parse(string[] args)
    {
        var suite = Suite.Speed;
        var quick = false;
        int? repetitions = null;
        string[] only = [];
        string? output = null;
        string? guard = null;
        var postgres = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i].TrimStart('-').ToUpperInvariant())
            {
                case "SUITE": suite = Enum.Parse<Suite>(args[++i], ignoreCase: true); break;
                case "QUICK": quick = true; break;
                case "REPETITIONS": repetitions = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                case "ONLY": only = args[++i].Split(','); break;
                case "STORE": postgres = IsPostgres(args[++i]); break;
                case "OUTPUT": output = args[++i]; break;
                case "GUARD": guard = args[++i]; break;
                default: throw new ArgumentException($"'{args[i]}' is unknown. Known: -Suite Speed|Growth|Costs|Soak, -Quick, "
                    + "-Repetitions N, -Only a,b, -Output FOLDER, -Guard FILE, -Store SQLite|Postgres.");
            }
        }

        var rounds = suite is Suite.Speed ? (quick ? 3 : 5) : 1;
        return new BenchOptions(suite, quick, repetitions ?? rounds, only, output, guard, postgres);
    }

    private static bool IsPostgres(string store) => store.ToUpperInvariant() switch
    {
        "SQLITE" => false,
        "POSTGRES" or "POSTGRESQL" => true,
        _ => throw new ArgumentException($"'{store}' is no store. Known: SQLite, Postgres."),
    };
}
