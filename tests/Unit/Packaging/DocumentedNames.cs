namespace Unit.Packaging;

/// <summary>What the lines in the pages take for granted.</summary>
internal static class DocumentedNames
{
    public const string Usings = """
        using AsyncEngine;
        using AsyncEngine.Calls;
        using AsyncEngine.Dispatching;
        using AsyncEngine.Jobs;
        """;

    public const string Members = """
        private static AsyncStore store => null!;
        private static JobQueue queue => null!;
        private static Job job => null!;
        """;

    public const string Types = """
        using AsyncEngine.Jobs;

        public static class Reports
        {
            public static string Build(string quarter, int pages) => $"{quarter}: {pages} pages";

            public static Task<string> BuildAsync(string quarter, CancellationToken token) => Task.FromResult(quarter);
        }

        public sealed class Mailer
        {
            public static void Announce(string text) => Console.WriteLine(text);

            public static void Complain(JobError error) => Console.WriteLine(error.Message);

            public void Send(string address) => Console.WriteLine(address);
        }

        public sealed class Counter
        {
            public int Count { get; set; }

            public void Increase(int by) => Count += by;
        }

        public sealed record Order(string Item, int Count);

        public static class Orders
        {
            public static Order Double(Order order) => order with { Count = order.Count * 2 };
        }
        """;

    /// <summary>Runs the programs, then a job whose values are objects, in a process with odd defaults for JSON.</summary>
    public const string Main = """
        using AsyncEngine;
        using AsyncEngine.Dispatching;
        using Newtonsoft.Json;

        JsonConvert.DefaultSettings = () => new JsonSerializerSettings { Converters = { new Refusing() } };
        {0}
        await using var store = AsyncStore.Open("orders.db");
        await using var dispatcher = new Dispatcher(store);
        await dispatcher.StartAsync();
        var job = store.Queue().Add(() => Orders.Double(new Order("nails", 5)));
        Console.WriteLine(await job.ResultAsync<Order>());

        internal sealed class Refusing : JsonConverter
        {
            public override bool CanConvert(Type type) => true;

            public override object ReadJson(JsonReader reader, Type type, object? value, JsonSerializer serializer) =>
                throw new JsonException("A converter of the host was asked.");

            public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
                throw new JsonException("A converter of the host was asked.");
        }
        """;
}
