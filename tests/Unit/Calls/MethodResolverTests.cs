using AsyncEngine.Calls.Methods;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Calls;

public class MethodResolverTests
{
    private readonly MethodResolver _resolver = new(new TypeResolver([]));

    [Theory]
    [InlineData("[Nowhere]Some.Type::Run()", "neither loaded in this process nor listed")]
    [InlineData("[Unit]Unit.Calls.NoSuchType::Run()", "has no type 'Unit.Calls.NoSuchType'")]
    [InlineData("No.Such.CoreType::Run()", "not in the core library")]
    [InlineData("[Unit]Unit.Calls.Shapes::Plain(System.String)", "does not exist in this process")]
    [InlineData("[Unit]Unit.Calls.Shapes::Of<System.String>(System.Int32)", "does not exist in this process")]
    [InlineData("rubbish", "is not a method's line")]
    public void Resolve_RefusesWithTheReason_WhatItCannotFind(string line, string reason)
    {
        var error = Assert.Throws<AsyncEngineException>(() => _resolver.Resolve(line));

        Assert.Equal(ErrorIds.MethodNotFound, error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_LoadsNothing_ThatIsNotListed()
    {
        // The framework has this assembly beside the ones that are loaded; a name in a store must not bring it in.
        const string Unloaded = "System.Net.Mail";
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), each => each.GetName().Name == Unloaded);

        Assert.Throws<AsyncEngineException>(
            () => _resolver.Resolve($"[{Unloaded}]System.Net.Mail.SmtpClient::Dispose()"));

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), each => each.GetName().Name == Unloaded);
    }

    [Fact]
    public void Resolve_LoadsAListedAssembly_WhenAJobNamesIt()
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.Web.HttpUtility.dll");
        var resolver = new MethodResolver(new TypeResolver([path]));

        var method = resolver.Resolve(
            "[System.Web.HttpUtility]System.Web.HttpUtility::UrlEncode(System.String)");

        Assert.Equal("UrlEncode", method.Method.Name);
    }

    [Fact]
    public void Resolve_SaysWhichFile_WhenAListedAssemblyIsNone()
    {
        var resolver = new MethodResolver(new TypeResolver(["/nope/Missing.dll"]));

        var error = Assert.Throws<AsyncEngineException>(() => resolver.Resolve("[Missing]A.B::C()"));

        Assert.Contains("Missing.dll", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_FindsWhatAnInterfaceInherits()
    {
        var method = typeof(ICollection<int>).GetMethod(nameof(ICollection<>.Clear))!;
        var line = MethodText.Write(MethodReference.Of(method, typeof(IList<int>)));

        Assert.Equal(method, _resolver.Resolve(line).Method);
    }
}
