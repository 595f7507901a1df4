using System.Diagnostics;
using System.Management.Automation;
using AsyncEngine.Storage;
using AsyncPS;
using AsyncPS.Commands.Parameters;
using Xunit;
using Engine = AsyncEngine.Jobs;
using Job = AsyncPS.Job;

namespace Unit.Cmdlets;

public sealed class JobRefTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(5L)]
    [InlineData((short)5)]
    [InlineData(5u)]
    [InlineData("5")]
    public void Convert_TakesIds(object id) => Assert.Equal(5, LanguagePrimitives.ConvertTo<JobRef>(id).Id);

    [Fact]
    public void Convert_KeepsTheVeryJob()
    {
        var job = NewJob(7);
        Assert.Same(job, LanguagePrimitives.ConvertTo<JobRef>(job).Job);
        Assert.Same(job, LanguagePrimitives.ConvertTo<JobRef>(new PSObject(job)).Job);
    }

    [Fact]
    public void Convert_TakesADeserializedJob()
    {
        var job = PSSerializer.Deserialize(PSSerializer.Serialize(NewJob(7)));
        Assert.Equal("Deserialized.AsyncPS.Job", ((PSObject)job).TypeNames[0]);
        Assert.Equal(7, LanguagePrimitives.ConvertTo<JobRef>(job).Id);
    }

    [Fact]
    public void Convert_TakesListsOfAllOfThese()
    {
        var jobs = LanguagePrimitives.ConvertTo<JobRef[]>(new object[] { 1, "2", NewJob(3), new PSObject(4L) });
        Assert.Equal([1, 2, 3, 4], jobs.Select(job => job.Id));
    }

    public static TheoryData<object> Strangers => new(
        0, -1, 1.5, "", "1.5", "abc", "-1", true, Guid.Empty, new object(),
        new PSObject(new { Id = 5 }), Process.GetCurrentProcess(), CustomWithId());

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Convert_RefusesAnythingElse_AlsoWithAnId(object stranger)
    {
        var error = Assert.ThrowsAny<PSInvalidCastException>(() => LanguagePrimitives.ConvertTo<JobRef>(stranger));
        Assert.Contains("is not a job", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Converter_ConvertsToNothing() =>
        Assert.False(new JobRefConverter().CanConvertTo(new JobRef(5), typeof(string)));

    private static PSObject CustomWithId()
    {
        var custom = new PSObject();
        custom.Properties.Add(new PSNoteProperty("Id", 5L));
        return custom;
    }

    private static Job NewJob(long id) => new(
        new JobRecord
        {
            Id = id,
            Queue = "default",
            Status = Engine.JobStatus.Pending,
            Call = new Engine.CallText(Engine.CallKind.Script, "1"),
            CreatedAt = DateTimeOffset.UnixEpoch,
        },
        DateTimeOffset.UnixEpoch,
        waitingFor: null);
}
