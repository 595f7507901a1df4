using System.Management.Automation;
using System.Reflection;
using AsyncEngine.Jobs;
using AsyncPS.Errors;
using Xunit;

namespace Unit.Cmdlets;

public sealed class EngineErrorsTests
{
    // These are a job's own: they come out of the recorded job, not out of a cmdlet's refusal.
    private static readonly HashSet<string> OnJobs =
    [
        ErrorIds.JobExpired, ErrorIds.JobAborted, ErrorIds.JobExited,
    ];

    public static TheoryData<string> Ids =>
        new(typeof(ErrorIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(id => (string)id.GetValue(null)!));

    [Theory]
    [MemberData(nameof(Ids))]
    public void ToRecord_KeepsIdTargetAndException(string id)
    {
        var error = new AsyncEngineException(id, "Says why.") { Target = 5L };
        var record = EngineErrors.ToRecord(error);
        Assert.Equal(id, record.FullyQualifiedErrorId);
        Assert.Equal(5L, record.TargetObject);
        Assert.Same(error, record.Exception);
        Assert.Equal("Says why.", record.ToString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Category_IsChosen_ForEveryIdOfTheEngine(string id)
    {
        var category = ErrorTable.Category(id);
        Assert.NotEqual(ErrorCategory.NotSpecified, category);
        Assert.Equal(OnJobs.Contains(id), category == ErrorCategory.InvalidResult);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Advice_IsAWholeSentence_WhereThereIsOne(string id) =>
        Assert.True(ErrorTable.Advice(id) is null or [>= 'A' and <= 'Z', .., '.']);

    [Fact]
    public void ToRecord_SaysWhatToDoNext()
    {
        var record = EngineErrors.ToRecord(Refusals.QueueNotFound("nope"));
        Assert.Contains("New-AsyncQueue", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("'nope'", record.ToString(), StringComparison.Ordinal);
    }
}
