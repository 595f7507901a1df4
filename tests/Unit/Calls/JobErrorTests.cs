using System.Reflection;
using AsyncEngine;
using AsyncEngine.Jobs;
using Xunit;

namespace Unit.Calls;

/// <summary>What is public of failures and jobs: text, stable names, nothing that can be set from outside.</summary>
public class JobErrorTests
{
    [Fact]
    public void JobError_HoldsText_AndNoLiveObject_R084()
    {
        var types = typeof(JobError).GetProperties().Select(property => property.PropertyType).Distinct();

        Assert.Equal([typeof(string), typeof(JobError)], types);
    }

    [Fact]
    public void ErrorIds_AreTheirOwnNames_R088()
    {
        var ids = typeof(ErrorIds).GetFields(BindingFlags.Public | BindingFlags.Static);

        Assert.All(ids, id => Assert.Equal(id.Name, id.GetRawConstantValue()));
        Assert.Superset(
            new HashSet<string> { "JobExpired", "JobAborted", "JobTimedOut", "JobCancelled", "JobExited", "Reassigned" },
            ids.Select(id => id.Name).ToHashSet());
    }

    [Fact]
    public void Job_HasNothing_ThatCanBeSet_R035() =>
        Assert.DoesNotContain(typeof(Job).GetProperties(), property => property.SetMethod is { IsPublic: true });
}
