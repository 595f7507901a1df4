using AsyncEngine.Calls.Values;
using AsyncEngine.Diagnostics.Sinks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AsyncEngine;

/// <summary>How a store is opened. Set once, before <see cref="AsyncStore.Open"/>.</summary>
public sealed class StoreOptions
{
    /// <summary>What a commit waits for.</summary>
    /// <value>Default: <see cref="Durability.Full"/>: the disk has it.</value>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>The largest encoded arguments of one job, in bytes.</summary>
    /// <value>Default: 4 MiB.</value>
    public int MaxArgumentBytes { get; init; } = 4 << 20;

    /// <summary>The largest encoded state, in bytes.</summary>
    /// <value>Default: 4 MiB.</value>
    public int MaxStateBytes { get; init; } = 4 << 20;

    /// <summary>The largest encoded result of one job, in bytes.</summary>
    /// <value>Default: 16 MiB.</value>
    public int MaxResultBytes { get; init; } = 16 << 20;

    /// <summary>How much of one job's streams is recorded, in bytes; after that one marker, and the job goes on.</summary>
    /// <value>Default: 16 MiB.</value>
    public long MaxStreamBytes { get; init; } = 16 << 20;

    /// <summary>The clock. Tests replace it.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the engine logs to. Payloads and connection strings are never logged.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Whether a missing store is created.</summary>
    /// <value>Default: yes.</value>
    public bool Create { get; init; } = true;

    /// <summary>The schema of a PostgreSQL database that is the store. Not for files.</summary>
    /// <value>Default: null, the one that the connection string names with <c>Schema=</c>, else <c>asyncps</c>.</value>
    public string? Schema { get; init; }

    /// <summary>Logs to a hub. The cmdlets cannot name <see cref="LoggerFactory"/>: its type is the engine's alone.</summary>
    internal LogHub? Log
    {
        get => LoggerFactory as LogHub;
        init => LoggerFactory = value ?? (ILoggerFactory)NullLoggerFactory.Instance;
    }

    /// <summary>Who adds jobs through this store. Tests replace it.</summary>
    internal JobSource Source { get; init; } = JobSource.OfThisProcess;

    internal ValueCodec Codec { get; init; } = ValueCodec.Plain;
}
