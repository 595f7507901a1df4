using System.Linq.Expressions;
using AsyncEngine.Calls.Methods;
using AsyncEngine.Calls.Values;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>
/// What runs when a job has ended: a job of its own, in the thread of the worker that ran its parent, in the order in
/// which callbacks were added, without a slot or quota (R066 to R072).
/// </summary>
/// <remarks>
/// A callback with a parameter gets the parent's outcome there: the result as the parameter's type, a
/// <see cref="JobError"/>, or a <see cref="Calls.ParentResult"/> with all of it. Where the arm that the outcome chooses
/// is empty, the callback ends as its parent did (R068), and hands that on to callbacks of its own.
/// </remarks>
public sealed record JobCallback
{
    private JobCallback(MethodCall? success, MethodCall? failure)
    {
        Success = success;
        Failure = failure;
    }

    /// <summary>A name to find it by.</summary>
    public string? Name { get; init; }

    /// <summary>What happens on conflicts, lost connections and interruptions.</summary>
    /// <value>Default: <see cref="RetryPolicyKind.Forever"/> (R073).</value>
    public RetryPolicyKind RetryPolicy { get; init; } = RetryPolicyKind.Forever;

    /// <summary>Callbacks of this callback: they get its outcome (R070).</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<JobCallback> Callbacks { get; init; } = [];

    internal MethodCall? Success { get; }

    internal MethodCall? Failure { get; }

    /// <summary>Runs when the parent succeeded.</summary>
    /// <param name="call">A call of a method.</param>
    public static JobCallback OnSuccess(Expression<Action> call) => new(Read(call), null);

    /// <summary>Runs when the parent succeeded, and gets its result.</summary>
    /// <param name="call">A call of a method; its parameter stands for the result.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    public static JobCallback OnSuccess<T>(Expression<Action<T>> call) => new(Read(call), null);

    /// <summary>Runs when the parent failed or was stopped.</summary>
    /// <param name="call">A call of a method.</param>
    public static JobCallback OnFailure(Expression<Action> call) => new(null, Read(call));

    /// <summary>Runs when the parent failed or was stopped, and gets the reason.</summary>
    /// <param name="call">A call of a method; its parameter stands for the error.</param>
    public static JobCallback OnFailure(Expression<Action<JobError>> call) => new(null, Read(call));

    /// <summary>Runs however the parent ended.</summary>
    /// <param name="call">A call of a method.</param>
    public static JobCallback OnCompleted(Expression<Action> call) => new(Read(call), Read(call));

    /// <summary>Runs however the parent ended, and gets its outcome.</summary>
    /// <param name="call">A call of a method; its parameter stands for the outcome.</param>
    public static JobCallback OnCompleted(Expression<Action<Calls.ParentResult>> call) => new(Read(call), Read(call));

    /// <summary>One of two calls runs: one callback with two arms (R067).</summary>
    /// <param name="success">Runs when the parent succeeded; its parameter stands for the result.</param>
    /// <param name="failure">Runs when the parent failed or was stopped; its parameter stands for the error.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    public static JobCallback On<T>(Expression<Action<T>> success, Expression<Action<JobError>> failure) =>
        new(Read(success), Read(failure));

    internal NewCallback ToNewCallback(ValueCodec codec)
    {
        if (RetryPolicy == RetryPolicyKind.Own)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid,
                "A callback has no retry policy of its own: it has one place in its parent's life and cannot go back to a "
                    + "queue. Choose Common, Forever or Never.");
        }

        var bothArms = Success is not null && Failure is not null;
        var arguments = bothArms
            ? ArmArguments.Pair(codec, Success!.Encode(codec), Failure!.Encode(codec)) // see bothArms
            : (Success ?? Failure)!.Encode(codec); // every way to make one has an arm
        return new NewCallback
        {
            Name = Name,
            OnSuccess = Success?.ToText(bothArms ? 0 : -1),
            OnFailure = Failure?.ToText(bothArms ? 1 : -1),
            Arguments = arguments,
            RetryPolicy = RetryPolicy,
            Callbacks = [.. Callbacks.Select(callback => callback.ToNewCallback(codec))],
        };
    }

    private static MethodCall Read(LambdaExpression call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return CallExpression.Read(call, parentIsParameter: true);
    }
}
