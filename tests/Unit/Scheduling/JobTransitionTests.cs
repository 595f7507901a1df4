using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Scheduling;

/// <summary>The table T1 to T13 and nothing else.</summary>
public class JobTransitionTests
{
    [Fact]
    public void Table_HasTheMovesOfTheReference_AndNoOther_R034_R037_R038()
    {
        var legal =
            from first in Enum.GetValues<JobStatus>()
            from second in Enum.GetValues<JobStatus>()
            where JobTransition.IsLegal(first, second)
            select $"{first}>{second}";

        Assert.Equal(
            [
                "New>Pending", "New>Active", "New>Callbacks", "Pending>New", "Pending>Assigned", "Pending>Callbacks",
                "Assigned>New", "Assigned>Active", "Assigned>Callbacks", "Active>New", "Active>Active",
                "Active>Callbacks", "Callbacks>Completed",
            ],
            legal);
    }
}
