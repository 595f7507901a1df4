namespace AsyncEngine.Calls;

/// <summary>Lets another job run while one only waits.</summary>
internal interface ISlotLender
{
    /// <summary>Room for one more job; false when as much is lent as may be.</summary>
    bool TryLend();

    /// <summary>The job goes on.</summary>
    void TakeBack();
}
