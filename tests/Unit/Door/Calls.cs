using System.Diagnostics.CodeAnalysis;
using AsyncEngine.Jobs;

namespace Unit.Door;

/// <summary>Methods that can be jobs, and some that cannot.</summary>
internal static class Calls
{
    public static void Take(object value) => ArgumentNullException.ThrowIfNull(value);

    public static string Typed<T>(T value) => $"{typeof(T).Name} {value}";

    public static async Task<int> LaterAsync(int value)
    {
        await Task.Yield();
        return value;
    }

    [SuppressMessage("Design", "CA1849", Justification = "It is what the test is about.")]
    public static async void Forgotten() => await Task.Yield();

    public sealed class NeedsText(string text)
    {
        public string Read() => text;
    }

    public interface IReader
    {
        string Read();
    }

    public static class Box<T>
    {
        public static string Open(T value) => $"box of {value}";
    }

    public static string Unhappy() => throw new AsyncEngineException(ErrorIds.ArgumentInvalid, "thrown by the job");
}
