using System.Linq.Expressions;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Calls;

public class CallExpressionTests
{
    private static readonly int[] Values = [3, 4];

    private readonly string _field = "field";

    private string Property => _field + "!";

    [Fact]
    public void Read_EvaluatesArguments_WhenItIsRead_R026()
    {
        var count = 2;
        var call = Read(() => Shapes.Plain(_field, count));
        count = 99;

        Assert.Equal(["field", 2], call.Stored);
    }

    [Fact]
    public void Read_EvaluatesAnyExpression()
    {
        var list = new List<string> { "x" };

        Assert.Equal(["field!", 5], Read(() => Shapes.Plain(Property, list.Count + Values[1])).Stored);
    }

    [Fact]
    public void Read_KeepsAConversionOfItsOwn()
    {
        double number = 2.9;

        Assert.Equal(["a", 2], Read(() => Shapes.Plain("a", (int)number)).Stored);
    }

    [Fact]
    public void Read_BoxesForAWiderParameter() =>
        Assert.Equal([1], Read(() => Shapes.Of<object>(1)).Stored);

    [Fact]
    public void Read_LeavesOutWhatIsFilledIn() =>
        Assert.Equal(["x"], Read(() => OverloadChoiceTests.Overloads.Filled(null!, "x", CancellationToken.None)).Stored);

    [Fact]
    public void Read_TakesTheTypeThatTheMethodIsCalledOn_NotTheOneThatDeclaresIt() =>
        Assert.Equal(typeof(MemoryStream), Read(() => new MemoryStream().Dispose()).Type);

    [Fact]
    public void Read_TakesAMethodOfTheParameter()
    {
        Expression<Action<MemoryStream>> lambda = stream => stream.SetLength(5);

        var call = CallExpression.Read(lambda);

        Assert.Equal((typeof(MemoryStream), 5L), (call.Type, call.Stored[0]));
    }

    [Fact]
    public void Read_PutsTheParentWhereACallbackUsesIt_R027()
    {
        Expression<Action<int>> lambda = result => Shapes.Plain("x", result);

        var call = CallExpression.Read(lambda, parentIsParameter: true);

        Assert.Equal(1, call.ParentParameter);
        Assert.Equal(["x"], call.Stored);
    }

    [Fact]
    public void ReadTemplate_EvaluatesForEachItem()
    {
        var suffix = "!";
        Expression<Action<int>> lambda = item => Shapes.Plain(suffix + item, item * 2);
        var template = CallExpression.ReadTemplate<int>(lambda);

        Assert.Equal(["!1", 2], template(1).Stored);
        Assert.Equal(["!7", 14], template(7).Stored);
    }

    public static TheoryData<LambdaExpression> Refused()
    {
        var stream = new MemoryStream();
        Expression<Action> ofAnObject = () => stream.Flush();
        Expression<Func<int>> noCall = () => 1 + 1;
        Expression<Func<string>> ofAResult = () => Shapes.Plain("a", 1).Trim();
        return [ofAnObject, noCall, ofAResult];
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Read_RefusesAndSaysWhatToDo_WhatIsNoCallOfAMethod_R026(LambdaExpression lambda)
    {
        var error = Assert.Throws<AsyncEngineException>(() => CallExpression.Read(lambda));

        Assert.Equal(ErrorIds.ArgumentInvalid, error.ErrorId);
    }

    private static MethodCall Read(Expression<Action> lambda) => CallExpression.Read(lambda);
}
