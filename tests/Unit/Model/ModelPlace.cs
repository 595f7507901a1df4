namespace Unit.Model;

/// <summary>Where a job stands in the order in which jobs are offered (R010); lower goes first.</summary>
/// <param name="Band">0 for what was put back, 1 for everything else (R022).</param>
/// <param name="Priority">The priority with its sign turned.</param>
/// <param name="Moment">When it was put, or its start time.</param>
/// <param name="IsReady">0 for a held job whose time has come, 1 for one that was put to run at once.</param>
/// <param name="Id">Orders the rest.</param>
internal readonly record struct ModelPlace(int Band, long Priority, DateTimeOffset Moment, int IsReady, long Id)
    : IComparable<ModelPlace>
{
    public int CompareTo(ModelPlace other) => (Band, Priority, Moment, IsReady, Id)
        .CompareTo((other.Band, other.Priority, other.Moment, other.IsReady, other.Id));
}
