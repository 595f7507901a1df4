using System.Reflection;
using System.Runtime.Loader;
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
        // A name in a store must not make the runtime look for an assembly. This one nobody else ever asks for.
        const string Unlisted = "Unit.AskedForByNobodyElse";
        var asked = 0;
        AssemblyLoadContext.Default.Resolving += Count;
        try
        {
            Assert.Throws<AsyncEngineException>(() => _resolver.Resolve($"[{Unlisted}]Some.Type::Run()"));

            Assert.Equal(0, asked);
            Assert.Throws<FileNotFoundException>(() => Assembly.Load(Unlisted));
            Assert.Equal(1, asked);
        }
        finally
        {
            AssemblyLoadContext.Default.Resolving -= Count;
        }

        Assembly? Count(AssemblyLoadContext context, AssemblyName name)
        {
            asked += name.Name == Unlisted ? 1 : 0;
            return null;
        }
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
