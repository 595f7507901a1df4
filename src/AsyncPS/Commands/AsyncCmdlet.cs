using AsyncPS.Errors;
using AsyncPS.Session;

namespace AsyncPS.Commands;

/// <summary>What all cmdlets share: cancellation, waiting for the engine, and one way from its errors to records.</summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private protected AsyncCmdlet()
    {
    }

    /// <summary>Cancelled by Ctrl+C and by whatever else stops the pipeline.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        ForeignCopy.WarnOnce(this);
        SayNotices(LocalDispatchers.Shared.TakeNotices(Sessions.Current));
        Guard(Begin);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        // Comes from another thread, possibly when the pipeline has ended by itself.
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>Lets go of what the cmdlet holds. Called however the pipeline ends.</summary>
    private protected virtual void Close()
    {
    }

    /// <summary>The one place where a pipeline's thread waits for the engine.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work) =>
        work(StopToken).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <inheritdoc cref="Await{T}"/>
    private protected void Await(Func<CancellationToken, Task> work) =>
        work(StopToken).ConfigureAwait(false).GetAwaiter().GetResult();

    /// <summary>
    /// Does something to one object of several: what the engine refuses is written as an error and the next object has
    /// its turn; only a store that is of no use for any of them ends the pipeline.
    /// </summary>
    private protected bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (AsyncEngineException error) when (!EngineErrors.ConcernsStore(error))
        {
            WriteError(EngineErrors.ToRecord(error));
            return false;
        }
    }

    /// <summary>Where this module's own manifest is, or would be.</summary>
    private protected string ManifestPath =>
        Path.Combine(MyInvocation.MyCommand.Module?.ModuleBase ?? EngineLoadContext.Folder, "AsyncPS.psd1");

    /// <summary>This module's own manifest, so that its cmdlets work inside jobs; null when there is none.</summary>
    private protected string? OwnManifest() => File.Exists(ManifestPath) ? ManifestPath : null;

    /// <summary>Warns of what dispatchers in the background have to say.</summary>
    private protected void SayNotices(IReadOnlyList<string> notices)
    {
        foreach (var notice in notices)
        {
            WriteWarning(notice);
        }
    }

    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (AsyncEngineException error)
        {
            ThrowTerminatingError(EngineErrors.ToRecord(error));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
