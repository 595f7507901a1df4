using AsyncEngine.Storage;
using Xunit;

namespace Unit.Model;

/// <summary>Ids for the jobs of one rehearsal, reserved many at once: each reservation is a transaction.</summary>
internal sealed class ReservedIds(Func<IStore> store)
{
    private const int Block = 100;

    private long _next;
    private int _left;

    public async Task<long> TakeAsync()
    {
        if (_left == 0)
        {
            _next = await store().Jobs.ReserveIdsAsync(Block, TestContext.Current.CancellationToken);
            _left = Block;
        }

        _left--;
        return _next++;
    }
}
