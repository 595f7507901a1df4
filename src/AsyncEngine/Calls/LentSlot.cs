namespace AsyncEngine.Calls;

/// <summary>A slot that is lent until this is disposed.</summary>
internal sealed class LentSlot(ISlotLender lender) : IDisposable
{
    private ISlotLender? _lender = lender;

    public void Dispose() => Interlocked.Exchange(ref _lender, null)?.TakeBack();
}
