using System.Reflection;
using AsyncEngine;
using Xunit;

namespace Unit.Architecture;

/// <summary>House rules of what .NET users see.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Type[] Exported = typeof(AsyncStore).Assembly.GetExportedTypes();

    [Fact]
    public void EveryClass_IsSealed_UnlessAnotherOneIsMadeOfIt()
    {
        var open = Exported.Where(type => type is { IsClass: true, IsSealed: false })
            .Where(type => !Array.Exists(Exported, other => other.BaseType == type));

        Assert.Empty(open);
    }

    [Fact]
    public void EveryMethodThatIsAwaited_EndsInAsync() =>
        Assert.Empty(Awaited().Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(Text));

    [Fact]
    public void EveryMethodThatIsAwaited_CanBeCancelled() =>
        Assert.Empty(Awaited().Where(method => !TakesToken(method)).Select(Text));

    private static List<MethodInfo> Awaited()
    {
        var methods = Exported.SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => IsAwaited(method.ReturnType)).ToList();
        Assert.NotEmpty(methods);
        return methods;
    }

    private static bool IsAwaited(Type type) =>
        typeof(Task).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    private static bool TakesToken(MethodInfo method) =>
        method.GetParameters() is [.., { ParameterType: var type, IsOptional: true }] && type == typeof(CancellationToken);

    private static string Text(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";
}
