using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncPS.Errors;
using AsyncPS.Scripting.Judging;
using AsyncPS.Scripting.Workers;

namespace AsyncPS.Session;

/// <summary>Starts a dispatcher for a session, unless that has one on the store already.</summary>
/// <param name="session">Whose dispatcher it is.</param>
/// <param name="lease">The dispatcher's own lease of its store; given back when it stops or does not start.</param>
/// <param name="settings">What was asked for.</param>
internal sealed class DispatcherLaunch(ShellSession session, StoreLease lease, DispatcherSettings settings)
{
    public async Task<LocalDispatcher> StartAsync(CancellationToken cancellationToken)
    {
        LocalDispatcher? local = null;
        try
        {
            // A test of death and rescue needs two.
            if (!TestStores.Shared.Has(lease.Address)
                && LocalDispatchers.Shared.Find(session, lease.Store.Storage) is { } running)
            {
                throw Refusals.DispatcherRunning(running.Dispatcher.Uuid);
            }

            local = new LocalDispatcher(session, lease, new(lease.Store, Options(settings, lease.Store)));
            LocalDispatchers.Shared.Add(local);
            await local.Dispatcher.StartAsync(cancellationToken).ConfigureAwait(false);
            return local;
        }
        catch
        {
            LocalDispatchers.Shared.Remove(local);
            lease.Dispose();
            throw;
        }
    }

    /// <summary>How a dispatcher of this module works.</summary>
    public static DispatcherOptions Options(DispatcherSettings settings, AsyncStore store) => new()
    {
        Agents = [.. settings.Queues.Distinct(StringComparer.OrdinalIgnoreCase).Select(queue => new AgentOptions
        {
            Name = settings.AgentName,
            Queue = queue,
            Size = settings.Size,
            Rules = settings.Rules,
        })],
        PollInterval = settings.PollInterval,
        KeepCompleted = settings.KeepCompleted,
        PingInterval = settings.PingInterval,
        DeathInterval = settings.DeathInterval,
        AssemblyPaths = settings.AssemblyPaths,
        Judge = new FilterJudge(),
        WorkerHost = new ScriptWorkerHost(new ScriptWorkerOptions
        {
            InitializationScript = settings.InitializationScript,
            ImportModule = settings.Modules,
            AssemblyPaths = settings.AssemblyPaths,
            ModulePath = settings.ModulePath,
            MaxResultBytes = store.Options.MaxResultBytes,
            Variables = WorkerVariable.All,
        }),
    };
}
