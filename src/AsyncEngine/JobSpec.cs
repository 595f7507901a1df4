using System.Linq.Expressions;
using System.Reflection;
using AsyncEngine.Calls;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>
/// A job that is not in a store yet: an element of a batch, a part of a join, or what a job's method returns to have its
/// outcome.
/// </summary>
public sealed class JobSpec
{
    private readonly MethodCall? _call;
    private readonly JoinSpec? _join;
    private readonly Job? _saved;

    internal JobSpec(MethodCall call, JobOptions? options)
    {
        _call = call;
        Options = options ?? JobOptions.Default;
    }

    private JobSpec(JoinSpec join, JobOptions? options)
    {
        _join = join;
        Options = options ?? JobOptions.Default;
    }

    private JobSpec(Job saved)
    {
        _saved = saved;
        Options = JobOptions.Default;
    }

    /// <summary>How it is to be run.</summary>
    public JobOptions Options { get; }

    /// <summary>A job that is saved already, as a part of a join: it is waited for, and not put again.</summary>
    /// <param name="job">The job.</param>
    public static implicit operator JobSpec(Job job) => FromJob(job);

    /// <summary>A job that is saved already, as a part of a join: it is waited for, and not put again.</summary>
    /// <param name="job">The job.</param>
    public static JobSpec FromJob(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new JobSpec(job);
    }

    /// <summary>
    /// A job that stands for several others, which run as agents have room for them (R097). It needs no worker itself.
    /// </summary>
    /// <param name="parts">The jobs; a part that fails stops nothing (R098).</param>
    /// <param name="then">
    /// A call that runs when all of them are completed; its parameter stands for the parts in order. Its outcome becomes
    /// that of the join. Null = the join's result is the parts, as <c>Job[]</c>.
    /// </param>
    /// <param name="options">Name, tags, callbacks. Quotas, times and retries belong to the parts.</param>
    /// <param name="thenOptions">How the call after the parts is to be run.</param>
    public static JobSpec Parallel(
        IEnumerable<JobSpec> parts,
        Expression<Action<IReadOnlyList<Job>>>? then = null,
        JobOptions? options = null,
        JobOptions? thenOptions = null) => Join(isSerial: false, parts, then, options, thenOptions);

    /// <summary>
    /// A job that stands for several others, which run one after the other: the next is put when the one before it is
    /// completed, callbacks included (R096).
    /// </summary>
    /// <inheritdoc cref="Parallel"/>
    public static JobSpec Serial(
        IEnumerable<JobSpec> parts,
        Expression<Action<IReadOnlyList<Job>>>? then = null,
        JobOptions? options = null,
        JobOptions? thenOptions = null) => Join(isSerial: true, parts, then, options, thenOptions);

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

        return new JobSpec(method with { TakesState = true }, (options ?? JobOptions.Default) with { State = state });
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
            var codec = store.Options.Codec;
            return _join is not null ? _join.ToNewJob(queue, store, Options)
                : _call is not null ? Options.ToNewJob(queue, _call.ToText(), _call.Encode(codec), codec)
                : throw new AsyncEngineException(
                    ErrorIds.JobStatusInvalid,
                    $"Job {_saved?.Id} is in its store already: a job is put once (R007). Add a new one.")
                {
                    Target = _saved?.Id,
                };
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

    /// <summary>The job as another one of that store names it.</summary>
    internal LinkedJob ToLinked(string queue, AsyncStore store, int? index) =>
        _saved is not null ? _saved.ToLinked(store) : LinkedJob.To(ToNewJob(queue, store, index));

    private static JobSpec Join(
        bool isSerial,
        IEnumerable<JobSpec> parts,
        Expression<Action<IReadOnlyList<Job>>>? then,
        JobOptions? options,
        JobOptions? thenOptions)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var call = then is null ? null : CallExpression.Read(then, parentIsParameter: true);
        JobSpec[] all = [.. parts];
        if (all.Contains(null))
        {
            throw new ArgumentNullException(nameof(parts), "A part is null.");
        }

        return new JobSpec(new JoinSpec(isSerial, all, call, thenOptions ?? JobOptions.Default), options);
    }

    private static JobSpec OfLambda(LambdaExpression call, JobOptions? options)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new JobSpec(CallExpression.Read(call), options);
    }
}
