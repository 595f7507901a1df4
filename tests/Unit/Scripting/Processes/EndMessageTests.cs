using AsyncEngine.Calls;
using AsyncEngine.Jobs;
using AsyncEngine.Storage;
using AsyncPS.Scripting.Processes.Wire;
using Xunit;

namespace Unit.Scripting.Processes;

public sealed class EndMessageTests
{
    private static readonly NewJob Rich = new()
    {
        Id = 12,
        Queue = "mail",
        Name = "n",
        Call = new CallText(CallKind.Script, "'x'", "/x.ps1"),
        Arguments = new Payload(new byte[] { 0, 1, 255 }),
        Quotas = ["a", "b"],
        BeginAfter = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)),
        BeginBy = TimeSpan.FromMinutes(3),
        Priority = -4,
        Timeout = TimeSpan.FromTicks(1234567),
        MaxAttempts = 5,
        RetryDelay = TimeSpan.FromSeconds(1),
        RetryPolicy = RetryPolicyKind.Own,
        RetryCall = new CallText(CallKind.Script, "retry"),
        State = "s",
        Tags = ["t"],
        RunnerSettings = new Payload(new byte[] { 9 }),
        Callbacks =
        [
            new NewCallback
            {
                Id = 13,
                OnSuccess = new CallText(CallKind.Script, "ok"),
                Callbacks = [new NewCallback { OnFailure = new CallText(CallKind.Script, "no") }],
            },
        ],
    };

    [Fact]
    public void End_BringsWhatTheCallAdded_R065()
    {
        var join = new NewJob
        {
            Id = 20,
            Call = NewJoin.CallOf(isSerial: true),
            Join = new NewJoin { IsSerial = true, Parts = [LinkedJob.To(3), LinkedJob.To(Rich)], Then = Rich },
        };
        var added = new Additions(
            [Rich, join],
            [new AddedCallback(5, Rich.Callbacks[0])],
            [new AddedPart(6, LinkedJob.To(7)), new AddedPart(6, LinkedJob.To(Rich))],
            [new StateChange { Name = "s", Value = Rich.Arguments, ExpectedVersion = 3 }]);

        var got = Sent(new EndMessage(new CallResult(), added, IsSpent: false)).Added!;

        Same(Rich, got.Jobs[0]);
        Assert.True(got.Jobs[1].Join!.IsSerial);
        Assert.Equal((3L, null), (got.Jobs[1].Join!.Parts[0].Id, got.Jobs[1].Join!.Parts[0].New));
        Same(Rich, got.Jobs[1].Join!.Parts[1].New!);
        Same(Rich, got.Jobs[1].Join!.Then!);
        Assert.Equal((5L, 13L, "ok"),
            (got.Callbacks[0].JobId, got.Callbacks[0].Callback.Id, got.Callbacks[0].Callback.OnSuccess!.Text));
        Assert.Equal("no", got.Callbacks[0].Callback.Callbacks[0].OnFailure!.Text);
        Assert.Equal((6L, 7L, 12L), (got.Parts[0].JoinId, got.Parts[0].Part.Id, got.Parts[1].Part.Id));
        Assert.Equal(("s", 3L), (got.States[0].Name, got.States[0].ExpectedVersion));
        Assert.Equal(Rich.Arguments.Bytes.ToArray(), got.States[0].Value.Bytes.ToArray());
    }

    [Fact]
    public void End_BringsTheResult()
    {
        var result = new CallResult
        {
            Error = new JobError { ErrorId = "e", Message = "m", ScriptStackTrace = "at", Record = Rich.Arguments },
            Result = Rich.Arguments,
            HadErrors = true,
            ExitCode = -3,
            Returned = LinkedJob.To(Rich with { Id = 0 }),
        };

        var end = Sent(new EndMessage(result, null, IsSpent: true));

        Assert.True(end.IsSpent);
        Assert.Null(end.Added);
        var got = end.Result;
        Assert.Equal((true, false, -3), (got.HadErrors, got.WasStopped, got.ExitCode));
        Assert.Equal(("e", "m", "at"), (got.Error!.ErrorId, got.Error.Message, got.Error.ScriptStackTrace));
        Assert.Equal(Rich.Arguments.Bytes.ToArray(), got.Result.Bytes.ToArray());
        Assert.Equal(0, got.Returned!.Id);
        Same(Rich with { Id = 0 }, got.Returned.New!);
        Assert.True(Sent(new EndMessage(new CallResult { WasStopped = true }, null, false)).Result.WasStopped);
    }

    [Fact]
    public void NewJob_HasNothingThatIsNotSent()
    {
        // Whoever gives it another property looks here: does the message bring it?
        var set = typeof(NewJob).GetProperties()
            .Where(property => property.Name is not (nameof(NewJob.Delay) or nameof(NewJob.RestartOf) or nameof(NewJob.Join)))
            .Where(property => Equals(property.GetValue(Rich), property.GetValue(new NewJob { Call = Rich.Call }))
                && property.Name != nameof(NewJob.Call))
            .Select(property => property.Name);
        Assert.Empty(set);
    }

    private static void Same(NewJob expected, NewJob actual) =>
        Assert.Equal(WireJson.Write(expected), WireJson.Write(actual));

    private static EndMessage Sent(EndMessage end) =>
        EndMessage.Decode(new MessageReader(end.Encode().Finish()[MessageWriter.HeaderSize..].ToArray()));
}
