using AsyncEngine.Jobs;

namespace Crew;

/// <summary>One of the other processes of a test. It says on its output what it does and takes orders on its input.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var options = CrewOptions.Parse(arguments);
        Stage.Set(options);
        try
        {
            await RunAsync(options);
            return 0;
        }
        catch (AsyncEngineException exception)
        {
            Stage.Say($"refused {exception.ErrorId} {exception.Message}");
            return 2;
        }
    }

    private static Task RunAsync(CrewOptions options) => options.Role switch
    {
        "add" => new Adder(options).RunAsync(),
        "batches" => new BatchAdder(options).RunAsync(),
        "fill" => new Filler(options).RunAsync(),
        "dispatch" => new DispatcherRole(options).RunAsync(),
        "visit" => new Visitor(options).RunAsync(),
        "grab" => new Grabber(options).RunAsync(),
        var role => throw new ArgumentException($"There is no role '{role}'."),
    };
}
