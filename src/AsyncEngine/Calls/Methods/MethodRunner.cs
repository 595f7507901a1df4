using AsyncEngine.Calls.Values;
using AsyncEngine.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AsyncEngine.Calls.Methods;

/// <summary>Runs method calls on the calling thread. A fault of the call is a result, never an exception.</summary>
internal sealed class MethodRunner(
    MethodResolver methods, ValueCodec codec, Func<Type, object>? createInstance, ILogger log)
{
    /// <summary>
    /// Runs a call to its end; a task that it returns is waited for (decision: it keeps slot and quota). A job that it
    /// returns is not: that is the store's affair.
    /// </summary>
    /// <param name="call">The method's line.</param>
    /// <param name="arguments">Its stored arguments.</param>
    /// <param name="parent">For a callback, how its parent ended.</param>
    /// <param name="context">The job from within.</param>
    /// <returns>The result, and the exception when it failed.</returns>
    public (CallResult Result, Exception? Exception) Run(
        CallText call, Payload arguments, ParentOutcome? parent, JobContext context)
    {
        try
        {
            var method = methods.Resolve(call.Text);
            var stored = Decode(method, arguments);
            var parentValue = method.ParentType is { } type ? ParentValue.Of(parent, type, codec) : null;
            var value = Invoke(method, stored, parentValue, context);
            var result = ResultOf(value, context);
            context.State?.Seal();
            return (result, null);
        }
        catch (OperationCanceledException exception) when (context.CancellationToken.IsCancellationRequested)
        {
            return (new CallResult { WasStopped = true, Error = ErrorCapture.Of(exception) }, exception);
        }
#pragma warning disable CA1031 // Whatever a job throws is the job's failure.
        catch (Exception exception)
        {
            return (new CallResult { Error = ErrorCapture.Of(exception) }, exception);
        }
#pragma warning restore CA1031
    }

    private static CallResult Nothing { get; } = new();

    private CallResult ResultOf(object? value, JobContext context) => value switch
    {
        null => Nothing,
        Job job => new CallResult { Returned = job.ToLinked(context.Store) },
        JobSpec spec => new CallResult { Returned = spec.ToLinked(context.Queue, context.Store, index: null) },
        _ => new CallResult { Result = codec.Encode(value) },
    };

    private object? Invoke(PreparedMethod method, object?[] stored, object? parent, JobContext context)
    {
        var instance = method.InstanceType is { } type
            ? method.TakesState ? context.OpenState(type) : Create(type)
            : null;
        try
        {
            var returned = method.Invoke(instance, stored, parent, context);
            return returned is not null && method.Unwrap is { } unwrap ? unwrap(returned) : returned;
        }
        finally
        {
            // A state is read once more, to be stored.
            if (!method.TakesState)
            {
                Dispose(instance, context.JobId);
            }
        }
    }

    private object Create(Type type)
    {
        if (createInstance is not null)
        {
            return createInstance(type) ?? throw new InvalidOperationException($"No object of '{type.FullName}' was made.");
        }

        return MethodCall.CanBeMade(type)
            ? Activator.CreateInstance(type)! // null for Nullable alone, which has no methods of its own
            : throw new AsyncEngineException(
                ErrorIds.MethodNotFound,
                $"The job needs an object of '{type.FullName}', which has no public constructor without parameters. "
                + "Set DispatcherOptions.CreateInstance.");
    }

    /// <summary>The call has ended when its object is disposed: what that throws does not change how (R058).</summary>
    private void Dispose(object? instance, long job)
    {
        try
        {
            Dispose(instance);
        }
#pragma warning disable CA1031 // Whatever it is, the call's own outcome stands.
        catch (Exception exception)
        {
            Log.DisposeFailed(log, job, exception);
        }
#pragma warning restore CA1031
    }

    private static void Dispose(object? instance)
    {
        if (instance is IAsyncDisposable asynchronous)
        {
            // The worker's thread belongs to this job alone; there is no context to come back to.
            asynchronous.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        else
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private object?[] Decode(PreparedMethod method, Payload arguments)
    {
        if (method.Arm is { } arm)
        {
            arguments = ArmArguments.Take(codec, arguments, arm);
        }

        if (method.StoredTypes.Count == 0)
        {
            return [];
        }

        using (NeededJobs.Read())
        {
            return codec.DecodeArguments(arguments, method.StoredTypes);
        }
    }
}
