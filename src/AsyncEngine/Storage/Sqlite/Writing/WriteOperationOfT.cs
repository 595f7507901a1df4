using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Sqlite.Writing;

/// <inheritdoc/>
internal sealed class WriteOperation<T>(Func<WriteSession, T> body, int weight, CancellationToken cancellationToken)
    : WriteOperation(weight, cancellationToken)
{
    // Foreign code may follow on the task, and must not run on the writer's thread; a caller that blocks is only woken.
    private readonly TaskCompletionSource<T> _done = new(
        BlockingCall.IsUnderway ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    private T? _result;

    public Task<T> Task => _done.Task;

    public override bool IsAbandoned =>
        CancellationToken.IsCancellationRequested && _done.TrySetCanceled(CancellationToken);

    public override void Execute(WriteSession session) => _result = body(session);

    // The result was set by Execute; T may be nullable itself.
    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}
