using System.Reflection;
using AsyncEngine.Calls.Methods;
using CsCheck;
using Xunit;

namespace Unit.Calls;

public class MethodTextTests
{
    [Theory]
    [InlineData(nameof(Shapes.Plain), "[Unit]Unit.Calls.Shapes::Plain(System.String, System.Int32)")]
    [InlineData(nameof(Shapes.Nested), "[Unit]Unit.Calls.Shapes::Nested([Unit]Unit.Calls.Shapes+Inner)")]
    [InlineData(nameof(Shapes.Arrays), "[Unit]Unit.Calls.Shapes::Arrays(System.Int32[], System.Int32[,][])")]
    [InlineData(
        nameof(Shapes.Generic),
        "[Unit]Unit.Calls.Shapes::Generic(System.Collections.Generic.Dictionary`2<System.String, "
        + "System.Nullable`1<System.Int32>[]>)")]
    [InlineData(nameof(Shapes.None), "[Unit]Unit.Calls.Shapes::None()")]
    public void Write_WritesTheLine(string method, string line) =>
        Assert.Equal(line, MethodText.Write(MethodReference.Of(Shapes.Get(method))));

    [Fact]
    public void Write_WritesTypeArguments_OfAClosedGenericMethod()
    {
        var method = Shapes.Get(nameof(Shapes.Of)).MakeGenericMethod(typeof(string));

        Assert.Equal(
            "[Unit]Unit.Calls.Shapes::Of<System.String>(System.String)",
            MethodText.Write(MethodReference.Of(method)));
    }

    [Theory]
    [InlineData(nameof(Shapes.Plain))]
    [InlineData(nameof(Shapes.Nested))]
    [InlineData(nameof(Shapes.Arrays))]
    [InlineData(nameof(Shapes.Generic))]
    [InlineData(nameof(Shapes.None))]
    public void Resolve_FindsTheMethodThatWasWritten(string name)
    {
        var method = Shapes.Get(name);
        var line = MethodText.Write(MethodReference.Of(method));

        Assert.Equal(method, new MethodResolver(new TypeResolver([])).Resolve(line).Method);
    }

    [Fact]
    public void Resolve_FindsAClosedGenericMethod()
    {
        var method = Shapes.Get(nameof(Shapes.Of)).MakeGenericMethod(typeof(List<int>));
        var line = MethodText.Write(MethodReference.Of(method));

        Assert.Equal(method, new MethodResolver(new TypeResolver([])).Resolve(line).Method);
    }

    [Fact]
    public void Read_BringsBackEveryReference()
    {
        // Any character may stand in a name: compilers make names that no source could have.
        var name = Gen.String[Gen.Char, 1, 12];
        var leaf = Gen.Select(name.Null(), name, Gen.Int[1, 3].Array[0, 2])
            .Select((assembly, type, ranks) => new TypeReference(assembly, type, [], ranks));
        var type = Gen.Select(leaf, leaf.Array[0, 2]).Select((outer, arguments) => outer with { Arguments = arguments });
        var parameter = Gen.Select(type, Gen.Bool).Select((of, parent) => new ParameterReference(of, parent));
        Gen.Select(type, name, type.Array[0, 2], parameter.Array[0, 3], Gen.Int[0, 1].Nullable())
            .Select((of, method, arguments, parameters, arm) =>
                new MethodReference(of, method, arguments, parameters) { Arm = arm })
            .Sample(
                reference => MethodText.Write(MethodText.Read(MethodText.Write(reference))) == MethodText.Write(reference)
                    && MethodText.Read(MethodText.Write(reference)).Name == reference.Name,
                iter: 2_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("System.String")]
    [InlineData("System.String::")]
    [InlineData("System.String::Join(")]
    [InlineData("System.String::Join(System.Int32")]
    [InlineData("System.String::Join(System.Int32) and more")]
    [InlineData("[Unit::Join()")]
    [InlineData("System.String::Join(System.Int32,)x")]
    [InlineData("#x System.String::Join()")]
    [InlineData("System.String\\")]
    public void Read_RefusesAnythingElse(string text) => Assert.Throws<FormatException>(() => MethodText.Read(text));

    [Fact]
    public void Read_RefusesEndlessNesting() =>
        Assert.Throws<FormatException>(() => MethodText.Read(string.Concat(Enumerable.Repeat("A<", 100_000))));

    [Fact]
    public void Display_ShowsWhatPeopleWantToSee() =>
        Assert.Equal(
            "Unit.Calls.Shapes.Generic(Dictionary<String, Nullable<Int32>[]>)",
            MethodText.Display(MethodText.Write(MethodReference.Of(Shapes.Get(nameof(Shapes.Generic))))));
}
