using System.Data.Common;
using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using Xunit;

namespace Unit.Storage.Contract;

/// <summary>Jobs that are added in a transaction of the caller's.</summary>
public abstract class TransactionContract : StoreContract
{
    [Fact]
    public async Task Jobs_Exist_WhenTheCallerCommits()
    {
        await AddQuota("db");
        await using var connection = await ConnectAsync();
        long id;
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            var child = new NewCallback { OnSuccess = Call("Demo.Then()") };
            var job = Job("mine", "db") with { Tags = ["a"], Callbacks = [child] };
            id = (await Store.Jobs.EnqueueAsync([job, Job("later") with { Delay = TimeSpan.FromHours(1) }], transaction, Cancel))[0];
            await transaction.CommitAsync(Cancel);
        }

        var read = await Get(id);
        Assert.Equal("mine", read.Name);
        Assert.Equal(["db"], read.Quotas);
        Assert.Equal(["a"], read.Tags);
        Assert.Single(read.Callbacks);
        Assert.Equal(1, (await Queue()).Held);
        Assert.Equal("mine", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Jobs_NeverWere_WhenTheCallerRollsBack()
    {
        await using var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Store.Jobs.EnqueueAsync([Job("gone")], transaction, Cancel);
            await transaction.RollbackAsync(Cancel);
        }

        Assert.Equal(0, (await Queue()).Pending);
        await Add("here");
        Assert.Equal("here", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Transaction_GoesOn_AfterARefusal()
    {
        await using var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await Refused(
                ErrorIds.QueueNotFound,
                () => Store.Jobs.EnqueueAsync([Job() with { Queue = "nowhere" }], transaction, Cancel));
            await Store.Jobs.EnqueueAsync([Job("here")], transaction, Cancel);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal("here", await (await Worker()).ClaimNames());
    }

    [Fact]
    public async Task Transaction_IsRefused_ThatHasEnded()
    {
        await using var connection = await ConnectAsync();
        var transaction = await connection.BeginTransactionAsync(Cancel);
        await transaction.CommitAsync(Cancel);

        await Refused(ErrorIds.ArgumentInvalid, () => Store.Jobs.EnqueueAsync([Job()], transaction, Cancel));
    }

    [Fact]
    public async Task WhoPutJobs_IsKnown_WhetherTheCallerRollsBackOrCommits_R008()
    {
        await using var connection = await ConnectAsync();
        async Task<long> AddAsync(bool commits)
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            var ids = await Store.Jobs.EnqueueAsync([Job()], transaction, Cancel);
            await (commits ? transaction.CommitAsync(Cancel) : transaction.RollbackAsync(Cancel));
            return ids[0];
        }

        await AddAsync(commits: false);
        var own = await Add();
        var callers = await AddAsync(commits: true);

        Assert.Equal(JobSource.OfThisProcess, (await Get(own)).AddedBy);
        Assert.Equal(JobSource.OfThisProcess, (await Get(callers)).AddedBy);
    }

    private protected abstract Task<DbConnection> ConnectAsync();
}
