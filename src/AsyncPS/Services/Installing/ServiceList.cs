using AsyncPS.Services.Units;

namespace AsyncPS.Services.Installing;

/// <summary>Finds the services of AsyncPS that are registered on this machine.</summary>
internal static class ServiceList
{
    /// <summary>All of them, by kind, scope and name.</summary>
    /// <param name="kinds">Only of these kinds; null = of what manages services on this machine.</param>
    /// <param name="scopes">Only of these scopes; null = of all.</param>
    public static IReadOnlyList<(ServiceMark Mark, string Path)> Read(
        IReadOnlyList<ServiceKind>? kinds, IReadOnlyList<ServiceScope>? scopes) =>
    [
        .. from kind in kinds ?? [ServicePlaces.DefaultKind]
           from scope in scopes ?? [ServiceScope.User, ServiceScope.System]
           from service in UnitFile.List(ServicePlaces.Here, kind, scope)
           select service,
    ];

    public static Service Describe(ServiceMark mark, string path) =>
        new(mark, path, ServiceManager.StateOf(mark.Name, mark.Kind, mark.Scope));
}
