using AsyncEngine.Storage;
using AsyncEngine.Storage.Relational.Writing;
using AsyncEngine.Storage.Sqlite.Writing;
using Xunit;

namespace Unit.Storage;

public sealed class BlockingCallTests
{
    private static readonly Func<WriteSession, int> Body = _ => 0;

    /// <summary>Else sixteen threads that add would wait for the pool, of which a small machine has two threads.</summary>
    [Fact]
    public void Run_FollowsTheVerb_OnTheThreadThatEndsIt()
    {
        Thread? writer = null;

        var followedOn = BlockingCall.Run(() =>
        {
            var operation = new WriteOperation<int>(Body, 1, CancellationToken.None);
            var followed = Follow(operation);
            writer = Start(operation.Complete);
            return followed;
        });

        Assert.Equal(writer!.ManagedThreadId, followedOn);
    }

    [Fact]
    public async Task Task_IsFollowedOnAnotherThread_WhenNobodyBlocks()
    {
        var operation = new WriteOperation<int>(Body, 1, CancellationToken.None);
        var followed = Follow(operation);

        var writer = Start(operation.Complete);

        Assert.NotEqual(writer.ManagedThreadId, await followed);
    }

    [Fact]
    public void Run_ThrowsWhatTheVerbThrows()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => BlockingCall.Run(Fail));

        Assert.Equal("no", refusal.Message);
        Assert.False(BlockingCall.IsUnderway);

        static async Task<int> Fail()
        {
            Assert.True(BlockingCall.IsUnderway);
            await Task.Yield();
            throw new InvalidDataException("no");
        }
    }

    /// <summary>The verb goes on, and ends when the thread waits for another one already.</summary>
    [Fact]
    public void Run_ThatWasInterrupted_LeavesNothingToTheNext()
    {
        var first = new WriteOperation<int>(Body, 1, CancellationToken.None);
        var second = new WriteOperation<int>(_ => 2, 1, CancellationToken.None);
        var isInterrupted = false;
        var result = 0;
        var caller = Start(() =>
        {
            try
            {
                BlockingCall.Run(() => first.Task);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }

            result = BlockingCall.Run(() =>
            {
                Start(() =>
                {
                    first.Complete();
                    second.Execute(null!);
                    second.Complete();
                });
                return second.Task;
            });
        });

        caller.Interrupt();
        caller.Join();

        Assert.True(isInterrupted);
        Assert.Equal(2, result);
    }

    private static async Task<int> Follow(WriteOperation<int> operation)
    {
        await operation.Task.ConfigureAwait(false);
        return Environment.CurrentManagedThreadId;
    }

    private static Thread Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }
}
