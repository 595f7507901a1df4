using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// A process that has a store open more than once. SQLite's locks belong to the process: whoever closes a handle of
/// the file by other means than SQLite's drops them all, and the next process to close deletes a log that is in use.
/// </summary>
[Collection(CatastropheCollection.Name)]
public sealed class SecondHandleTests
{
    [Fact(Timeout = Scene.TimeLimit)]
    public async Task Add_IsSeenByAll_WhenStoreIsOpenTwiceAndAnotherProcessLeaves()
    {
        await using var scene = new Scene(TestContext.Current.CancellationToken);
        var adder = await scene.StartReadyAsync("add", "count=2", "step=yes", "twice=yes");
        await adder.OrderAsync("go", "added");
        AssertFileIsLocked(adder);

        var visitor = await scene.StartReadyAsync("add", "first=2");
        visitor.Order("go");
        Assert.Equal(0, await visitor.ExitAsync());

        await adder.OrderAsync("go", "added");
        Assert.Equal(3, StoreAudit.ReadJobs(scene.StorePath).Count);
        Assert.Equal(0, await adder.ExitAsync());
        StoreAudit.AssertSound(scene.StorePath);
        Assert.Equal(3, StoreAudit.ReadJobs(scene.StorePath).Count);
    }

    // Newer versions of the library look at another lock as well before they delete a log; older ones, in other
    // programs that open the file, do not.
    private static void AssertFileIsLocked(CrewProcess process)
    {
        if (OperatingSystem.IsLinux())
        {
            const string sharedBytes = "1073741826 1073742335";
            Assert.Contains(
                File.ReadLines("/proc/locks"),
                line => line.Contains($" {process.Id} ", StringComparison.Ordinal)
                    && line.EndsWith(sharedBytes, StringComparison.Ordinal));
        }
    }
}
