using System.Globalization;

namespace AsyncEngine;

/// <summary>The process that put a job (R008).</summary>
/// <param name="Uuid">Tells processes apart: each has its own, as long as it lives.</param>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process's number on that machine.</param>
/// <param name="User">The account that it ran as; empty where the system has no name for it.</param>
public sealed record JobSource(Guid Uuid, string Host, int ProcessId, string User)
{
    /// <summary>This process.</summary>
    internal static JobSource OfThisProcess { get; } =
        new(Guid.NewGuid(), Environment.MachineName, Environment.ProcessId, Environment.UserName);

    /// <summary>As in <c>anna@web1 (pid 4711)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(User.Length == 0 ? "" : User + "@")}{Host} (pid {ProcessId})");
}
