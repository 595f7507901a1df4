using AsyncEngine;
using AsyncEngine.Diagnostics.Sinks;
using AsyncEngine.Dispatching;
using AsyncPS.Errors;
using AsyncPS.Scripting.Judging;
using AsyncPS.Scripting.Isolation;
using AsyncPS.Scripting.Processes;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Session;

/// <summary>Starts a dispatcher for a session, unless that has one on the store already.</summary>
/// <param name="session">Whose dispatcher it is.</param>
/// <param name="lease">The dispatcher's own lease of its store; given back when it stops or does not start.</param>
/// <param name="settings">What was asked for.</param>
/// <param name="notices">Gets what it logs.</param>
internal sealed class DispatcherLaunch(
    ShellSession session, StoreLease lease, DispatcherSettings settings, DispatcherNotices notices)
{
    public async Task<LocalDispatcher> StartAsync(CancellationToken cancellationToken)
    {
        LocalDispatcher? local = null;
        ScriptWorkerHost? host = null;
        try
        {
            // A test of death and rescue needs two.
            if (!TestStores.Shared.Has(lease.Address)
                && LocalDispatchers.Shared.Find(session, lease.Store.Storage) is { } running)
            {
                throw Refusals.DispatcherRunning(running.Dispatcher.Uuid);
            }

            host = Host(settings, lease);
            if (settings.HasSetup)
            {
                await host.TryAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            local = new LocalDispatcher(session, lease, new(lease.Store, Options(settings, host, notices.Hub)), host, notices);
            LocalDispatchers.Shared.Add(local);
            await local.Dispatcher.StartAsync(cancellationToken).ConfigureAwait(false);
            return local;
        }
        catch
        {
            LocalDispatchers.Shared.Remove(local);
            host?.Dispose();
            notices.Dispose();
            lease.Dispose();
            throw;
        }
    }

    /// <summary>How a dispatcher of this module works.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="host">What runs its scripts.</param>
    /// <param name="log">Where it logs to; null = to its store's log.</param>
    public static DispatcherOptions Options(
        DispatcherSettings settings, ScriptWorkerHost host, LogHub? log = null) => new()
    {
        Agents = [.. settings.Queues.Distinct(StringComparer.OrdinalIgnoreCase).Select(queue => new AgentOptions
        {
            Name = settings.AgentName,
            Queue = queue,
            Size = settings.Size,
            Rules = settings.Rules,
            Runner = settings.Runner,
        })],
        PollInterval = settings.PollInterval,
        KeepCompleted = settings.KeepCompleted,
        PingInterval = settings.PingInterval,
        DeathInterval = settings.DeathInterval,
        AssemblyPaths = settings.AssemblyPaths,
        Judge = new FilterJudge(),
        WorkerHost = host,
        Log = log,
    };

    /// <summary>What runs the scripts of a dispatcher of this module.</summary>
    public static ScriptWorkerHost Host(DispatcherSettings settings, StoreLease lease)
    {
        var options = new ScriptWorkerOptions
        {
            InitializationScript = settings.InitializationScript,
            ImportModule = settings.Modules,
            AssemblyPaths = settings.AssemblyPaths,
            ModulePath = settings.ModulePath,
            MaxResultBytes = lease.Store.Options.MaxResultBytes,
            Variables = WorkerVariable.All,
        };
        var processes = new ProcessPool(new ProcessPoolOptions { Workers = options, Store = lease.Address });
        if (IsolationChoice.Read(settings.Runner.Isolation) == JobIsolation.Process)
        {
            processes.Prepare(Math.Min(settings.Size, Environment.ProcessorCount));
        }

        return new ScriptWorkerHost(options, processes);
    }
}
