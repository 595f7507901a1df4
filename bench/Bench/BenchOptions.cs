using System.Globalization;

namespace Bench;

/// <summary>What the command line says.</summary>
internal sealed record BenchOptions(bool Quick, int Repetitions, IReadOnlyList<string> Only, string? Output)
{
    public static BenchOptions Parse(string[] args)
    {
        var quick = false;
        int? repetitions = null;
        string[] only = [];
        string? output = null;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i].TrimStart('-').ToUpperInvariant())
            {
                case "QUICK": quick = true; break;
                case "REPETITIONS": repetitions = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                case "ONLY": only = args[++i].Split(','); break;
                case "OUTPUT": output = args[++i]; break;
                default: throw new ArgumentException($"'{args[i]}' is unknown. Known: -Quick, -Repetitions N, -Only a,b, -Output FILE.");
            }
        }

        return new BenchOptions(quick, repetitions ?? (quick ? 3 : 5), only, output);
    }
}
