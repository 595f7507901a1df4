using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Calls;

public class OverloadChoiceTests
{
    public static TheoryData<string, object?[], string> Choices => new()
    {
        { nameof(Overloads.Number), [1], "int 1" },
        { nameof(Overloads.Number), [1L], "long 1" },
        { nameof(Overloads.Number), [(short)1], "int 1" },
        { nameof(Overloads.Number), ["7"], "string 7" },
        { nameof(Overloads.Number), [1.5], "object 1.5" },
        { "NUMBER", [1], "int 1" },
        { nameof(Overloads.OneInt), ["7"], "int 7" },
        { nameof(Overloads.OneInt), [7.0], "int 7" },
        { nameof(Overloads.Day), ["friday"], "Friday" },
        { nameof(Overloads.Day), [5], "Friday" },
        { nameof(Overloads.Text), [1.5], "1.5" },
        { nameof(Overloads.Span), ["00:01:30"], "00:01:30" },
        { nameof(Overloads.Id), ["0f8fad5b-d9cb-469f-a165-70867728950e"], "0f8fad5b-d9cb-469f-a165-70867728950e" },
        { nameof(Overloads.Array), [new object[] { 1, "2", 3L }], "1,2,3" },
        { nameof(Overloads.Sequence), [new object[] { 1, 2 }], "1,2" },
        { nameof(Overloads.ListOf), [new object[] { 1, 2 }], "1,2" },
        { nameof(Overloads.Optional), [1], "1 two 3" },
        { nameof(Overloads.Optional), [1, "b"], "1 b 3" },
        { nameof(Overloads.Many), ["a"], "a:" },
        { nameof(Overloads.Many), ["a", 1, 2, 3], "a:1,2,3" },
        { nameof(Overloads.Many), ["a", new[] { 4, 5 }], "a:4,5" },
        { nameof(Overloads.Nullable), [null], "null" },
        { nameof(Overloads.Nullable), [3], "3" },
        { nameof(Overloads.Filled), ["x"], "x" },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void Choose_TakesTheNearestOverload(string name, object?[] arguments, string expected)
    {
        var call = OverloadChoice.Choose(typeof(Overloads), name, arguments);
        var prepared = new MethodResolver(new TypeResolver([])).Resolve(call.ToText().Text);

        Assert.Equal(expected, prepared.Invoke(null, [.. call.Stored], null, TestContexts.New(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData(nameof(Overloads.OneInt), "many")]
    [InlineData(nameof(Overloads.OneInt), 1.5)]
    [InlineData(nameof(Overloads.OneInt), 3_000_000_000L)]
    [InlineData(nameof(Overloads.OneInt), null)]
    [InlineData(nameof(Overloads.Day), "someday")]
    [InlineData(nameof(Overloads.Id), "x")]
    public void Choose_RefusesAndListsWhatThereIs_WhenNothingFits(string name, object? argument)
    {
        var error = Assert.Throws<AsyncEngineException>(
            () => OverloadChoice.Choose(typeof(Overloads), name, [argument]));

        Assert.Equal(ErrorIds.MethodNotFound, error.ErrorId);
        Assert.Contains($"There are: {name}(", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_Refuses_WhenTwoFitEquallyWell()
    {
        var error = Assert.Throws<AsyncEngineException>(
            () => OverloadChoice.Choose(typeof(Overloads), nameof(Overloads.Twins), [null]));

        Assert.Contains("equally well", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Overloads), "NoSuchMethod")]
    [InlineData(typeof(Shapes), nameof(Shapes.ByReference))]
    [InlineData(typeof(Overloads), "Hidden")]
    [InlineData(typeof(Stream), nameof(Stream.Flush))]
    public void Choose_Refuses_WhatCannotBeAJob(Type type, string name)
    {
        var error = Assert.Throws<AsyncEngineException>(() => OverloadChoice.Choose(type, name, []));

        Assert.Equal(ErrorIds.MethodNotFound, error.ErrorId);
    }

    [Fact]
    public void Choose_TakesAnInstanceMethod_OfATypeThatCanBeMade() =>
        Assert.False(OverloadChoice.Choose(typeof(MemoryStream), nameof(MemoryStream.ToArray), []).Method.IsStatic);

    public static class Overloads
    {
        public static string Number(int value) => $"int {value}";

        public static string Number(long value) => $"long {value}";

        public static string Number(string value) => $"string {value}";

        public static string Number(object value) => FormattableString.Invariant($"object {value}");

        public static string OneInt(int value) => $"int {value}";

        public static string Day(DayOfWeek day) => day.ToString();

        public static string Text(string text) => text;

        public static string Span(TimeSpan span) => span.ToString();

        public static string Id(Guid id) => id.ToString();

        public static string Array(int[] values) => string.Join(',', values);

        public static string Sequence(IEnumerable<int> values) => string.Join(',', values);

        public static string ListOf(List<int> values) => string.Join(',', values);

        public static string Optional(int first, string second = "two", int third = 3) => $"{first} {second} {third}";

        public static string Many(string first, params int[] rest) => $"{first}:{string.Join(',', rest)}";

        public static string Nullable(int? value) => value is { } number ? $"{number}" : "null";

        public static string Filled(JobContext context, string text, CancellationToken token) =>
            context is not null && token == context.CancellationToken ? text : "not filled in";

        public static string Twins(Version? version) => $"{version}";

        public static string Twins(Uri? uri) => $"{uri}";

        internal static string Hidden() => "hidden";
    }
}
