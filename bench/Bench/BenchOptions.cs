using System.Globalization;

namespace Bench;

/// <summary>What the command line says.</summary>
internal sealed record BenchOptions(
    bool Quick, int Repetitions, IReadOnlyList<string> Only, string? Output, bool IsOnPostgres)
{
    public static BenchOptions Parse(string[] args)
    {
        var quick = false;
        int? repetitions = null;
        string[] only = [];
        string? output = null;
        var postgres = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i].TrimStart('-').ToUpperInvariant())
            {
                case "QUICK": quick = true; break;
                case "REPETITIONS": repetitions = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                case "ONLY": only = args[++i].Split(','); break;
                case "STORE": postgres = IsPostgres(args[++i]); break;
                case "OUTPUT": output = args[++i]; break;
                default: throw new ArgumentException($"'{args[i]}' is unknown. Known: -Quick, -Repetitions N, -Only a,b, "
                    + "-Output FILE, -Store SQLite|Postgres.");
            }
        }

        return new BenchOptions(quick, repetitions ?? (quick ? 3 : 5), only, output, postgres);
    }

    private static bool IsPostgres(string store) => store.ToUpperInvariant() switch
    {
        "SQLITE" => false,
        "POSTGRES" or "POSTGRESQL" => true,
        _ => throw new ArgumentException($"'{store}' is no store. Known: SQLite, Postgres."),
    };
}
