using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Xunit;

namespace Unit.Architecture;

/// <summary>The directions of the layout: who may know whom.</summary>
public sealed class LayerTests
{
    private static readonly ArchUnitNET.Domain.Architecture Engine =
        new ArchLoader().LoadAssemblies(typeof(AsyncEngine.AsyncStore).Assembly).Build();

    private static readonly ArchUnitNET.Domain.Architecture Module =
        new ArchLoader().LoadAssemblies(typeof(AsyncPS.ModuleInitializer).Assembly).Build();

    private static readonly string[] Databases =
    [
        "AsyncEngine.Storage.Relational", "AsyncEngine.Storage.Sqlite", "AsyncEngine.Storage.Postgres",
        "Microsoft.Data.Sqlite", "Npgsql",
    ];

    public static TheoryData<string, string[]> Forbidden => new()
    {
        {
            "AsyncEngine.Jobs",
            [
                "AsyncEngine.Storage", "AsyncEngine.Calls", "AsyncEngine.Dispatching", "System.Data",
                "Microsoft.Extensions.Logging", "System.Threading.Tasks",
            ]
        },
        { "AsyncEngine.Scheduling", ["AsyncEngine.Storage", "AsyncEngine.Calls", "AsyncEngine.Dispatching"] },
        { "AsyncEngine.Storage", ["AsyncEngine.Dispatching", "AsyncEngine.Maintenance"] },
        { "AsyncEngine.Storage.Relational", ["AsyncEngine.Storage.Sqlite", "AsyncEngine.Storage.Postgres"] },
        { "AsyncEngine.Storage.Sqlite", ["AsyncEngine.Storage.Postgres"] },
        { "AsyncEngine.Storage.Postgres", ["AsyncEngine.Storage.Sqlite"] },
        { "AsyncEngine.Calls", ["AsyncEngine.Dispatching", .. Databases] },
        { "AsyncEngine.Dispatching", [.. Databases, "Newtonsoft"] },
        { "AsyncEngine.Maintenance", Databases },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Namespace_KnowsNothingOf_WhatLiesAboveIt(string from, string[] forbidden)
    {
        var found = Dependencies(Engine, type => IsIn(type, from), target => forbidden.Any(name => IsIn(target, name)));

        Assert.Empty(found);
    }

    [Fact]
    public void SqliteProvider_IsNamedOnly_InStorageSqlite()
    {
        var found = Dependencies(
            Engine,
            type => !IsIn(type, "AsyncEngine.Storage.Sqlite"),
            target => IsIn(target, "Microsoft.Data.Sqlite") || IsIn(target, "SQLitePCL"));

        Assert.Empty(found);
    }

    [Fact]
    public void PostgresProvider_IsNamedOnly_InStoragePostgres()
    {
        var found = Dependencies(
            Engine,
            type => !IsIn(type, "AsyncEngine.Storage.Postgres"),
            target => IsIn(target, "Npgsql") || IsIn(target, "NpgsqlTypes"));

        Assert.Empty(found);
    }

    [Fact]
    public void PostgresStore_IsNamedOnly_ByTheDoor()
    {
        var found = Dependencies(
            Engine,
            type => !IsIn(type, "AsyncEngine.Storage.Postgres") && type.FullName != "AsyncEngine.AsyncStore",
            target => IsIn(target, "AsyncEngine.Storage.Postgres"));

        Assert.Empty(found);
    }

    [Fact]
    public void SqliteStore_IsNamedOnly_ByTheDoor()
    {
        var found = Dependencies(
            Engine,
            type => !IsIn(type, "AsyncEngine.Storage.Sqlite") && type.FullName != "AsyncEngine.AsyncStore",
            target => IsIn(target, "AsyncEngine.Storage.Sqlite"));

        Assert.Empty(found);
    }

    [Fact]
    public void Engine_NeverReferences_PowerShell()
    {
        var references = typeof(AsyncEngine.AsyncStore).Assembly.GetReferencedAssemblies();

        Assert.DoesNotContain(references, name => name.Name == "System.Management.Automation");
    }

    [Fact]
    public void Module_ReferencesOnly_TheEngineAndPowerShell()
    {
        var foreign = typeof(AsyncPS.ModuleInitializer).Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => !IsPlatform(name) && name is not ("AsyncEngine" or "System.Management.Automation"));

        Assert.Empty(foreign);
    }

    [Fact]
    public void PublicTypesOfTheModule_DeriveFromNothing_OfTheEngine()
    {
        // PowerShell reads exported types before the module's own resolver is in place.
        var offenders = typeof(AsyncPS.ModuleInitializer).Assembly.GetExportedTypes()
            .Where(type => Ancestors(type).Any(ancestor => ancestor.Assembly.GetName().Name == "AsyncEngine"))
            .Select(type => type.FullName);

        Assert.Empty(offenders);
    }

    [Fact]
    public void Views_AreMadeOnly_ByTheModule()
    {
        var writable = typeof(AsyncPS.ModuleInitializer).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "AsyncPS" && type is { IsClass: true, IsAbstract: false })
            .Where(type => !typeof(System.Attribute).IsAssignableFrom(type) && type != typeof(AsyncPS.ModuleInitializer))
            .SelectMany(type => type.GetProperties().Where(IsWritable)
                .Select(property => $"{type.Name}.{property.Name}"));

        Assert.Empty(writable);
    }

    [Fact]
    public void CommandsOfTheModule_NeverTouch_TheConsole()
    {
        var found = Dependencies(
            Module, type => IsIn(type, "AsyncPS.Commands"), target => target.FullName == "System.Console");

        Assert.Empty(found);
    }

    private static List<string> Dependencies(
        ArchUnitNET.Domain.Architecture architecture, Func<IType, bool> from, Func<IType, bool> to) =>
        [.. architecture.Types.Where(from)
            .SelectMany(type => type.Dependencies.Where(dependency => to(dependency.Target))
                .Select(dependency => $"{type.FullName} -> {dependency.Target.FullName}"))
            .Distinct()];

    private static bool IsIn(IType type, string name) =>
        type.FullName == name || type.FullName.StartsWith(name + ".", StringComparison.Ordinal);

    private static bool IsWritable(System.Reflection.PropertyInfo property) =>
        property.SetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0;

    private static bool IsPlatform(string name) =>
        name is "netstandard" or "mscorlib" || name.StartsWith("System.", StringComparison.Ordinal)
        || name is "Microsoft.CSharp" or "Microsoft.Win32.Primitives";

    private static IEnumerable<System.Type> Ancestors(System.Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }

        foreach (var contract in type.GetInterfaces())
        {
            yield return contract;
        }
    }
}
