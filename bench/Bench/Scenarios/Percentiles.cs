namespace Bench.Scenarios;

/// <summary>Turns samples into figures.</summary>
internal static class Percentiles
{
    public static IReadOnlyList<Figure> Of(string name, List<double> samples)
    {
        samples.Sort();
        return [At(50), At(99)];

        Figure At(int percent) =>
            new($"{name}, p{percent}", "ms", samples[Math.Min(samples.Count - 1, samples.Count * percent / 100)]);
    }
}
