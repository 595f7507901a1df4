using System.Linq.Expressions;
using System.Reflection;
using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>A job that is not in a store yet: an element of a batch.</summary>
public sealed class JobSpec
{
    internal JobSpec(MethodCall call, JobOptions? options)
    {
        Call = call;
        Options = options ?? new JobOptions();
    }

    /// <summary>How it is to be run.</summary>
    public JobOptions Options { get; }

    internal MethodCall Call { get; }

    /// <summary>A call of a static method, or of a method on <c>new T()</c>.</summary>
    /// <param name="call">The call; its arguments are evaluated now.</param>
    /// <param name="options">Null = defaults.</param>
    public static JobSpec Of(Expression<Action> call, JobOptions? options = null) => OfLambda(call, options);

    /// <summary>A call of a static method, or of a method on <c>new T()</c>.</summary>
    /// <param name="call">The call; its arguments are evaluated now.</param>
    /// <param name="options">Null = defaults.</param>
    /// <typeparam name="TResult">What the method returns.</typeparam>
    public static JobSpec Of<TResult>(Expression<Func<TResult>> call, JobOptions? options = null) =>
        OfLambda(call, options);

    /// <summary>A call of a method of an object that the dispatcher makes.</summary>
    /// <param name="call">The call on its parameter; its arguments are evaluated now.</param>
    /// <param name="options">Null = defaults.</param>
    /// <typeparam name="T">The object's type.</typeparam>
    public static JobSpec Of<T>(Expression<Action<T>> call, JobOptions? options = null) => OfLambda(call, options);

    /// <summary>
    /// A call of a method on a state of the store: the object is read when the job runs, and what it is when the call has
    /// succeeded is stored with the outcome.
    /// </summary>
    /// <param name="state">The state's name; jobs with the same state never run at once.</param>
    /// <param name="call">The call on its parameter; its arguments are evaluated now.</param>
    /// <param name="options">Null = defaults.</param>
    /// <typeparam name="T">
    /// The state's type: a class with a constructor without parameters, and public properties or fields.
    /// </typeparam>
    /// <exception cref="AsyncEngineException"><c>PayloadNotSerializable</c>: the type cannot be stored.</exception>
    public static JobSpec OfState<T>(string state, Expression<Action<T>> call, JobOptions? options = null)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(state);
        ArgumentNullException.ThrowIfNull(call);
        TypedState.Require(typeof(T));
        var method = CallExpression.Read(call);
        if (method.Method.IsStatic)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                $"'{call}' does not call a method of the state '{state}'. Call one on the parameter, as in "
                    + "'counter => counter.Increase(5)'.");
        }

        return new JobSpec(method with { TakesState = true }, (options ?? new JobOptions()) with { State = state });
    }

    /// <summary>A call of a method that is known by reflection only.</summary>
    /// <param name="method">The method; not generic, or closed.</param>
    /// <param name="arguments">Its arguments, without those that are filled in when it runs.</param>
    /// <param name="options">Null = defaults.</param>
    public static JobSpec Of(MethodInfo method, IReadOnlyList<object?> arguments, JobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(arguments);
        return new JobSpec(OverloadChoice.Fit(method, arguments), options);
    }

    /// <summary>A call of the overload that the arguments fit best.</summary>
    /// <param name="type">The type that has the method.</param>
    /// <param name="method">The public method's name, in any case.</param>
    /// <param name="arguments">Its arguments, without those that are filled in when it runs.</param>
    /// <param name="options">Null = defaults.</param>
    public static JobSpec Of(
        Type type, string method, IReadOnlyList<object?> arguments, JobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(arguments);
        return new JobSpec(OverloadChoice.Choose(type, method, arguments), options);
    }

    internal NewJob ToNewJob(string queue, AsyncStore store, int? index)
    {
        try
        {
            return Options.ToNewJob(queue, Call.ToText(), Call.Encode(store.Options.Codec), store.Options.Codec);
        }
        catch (AsyncEngineException exception) when (index is not null && exception.Index is null)
        {
            throw new AsyncEngineException(exception.ErrorId, exception.Message, exception)
            {
                Index = index,
                Target = exception.Target,
            };
        }
    }

    private static JobSpec OfLambda(LambdaExpression call, JobOptions? options)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new JobSpec(CallExpression.Read(call), options);
    }
}
