using AsyncEngine.Calls.Methods;
using AsyncEngine.Storage;

namespace AsyncEngine;

/// <summary>A join that is not in a store yet.</summary>
internal sealed record JoinSpec(bool IsSerial, IReadOnlyList<JobSpec> Parts, MethodCall? Then, JobOptions ThenOptions)
{
    public NewJob ToNewJob(string queue, AsyncStore store, JobOptions options)
    {
        var codec = store.Options.Codec;
        return options.ToNewJob(queue, NewJoin.CallOf(IsSerial), Payload.Empty, codec) with
        {
            Join = new NewJoin
            {
                IsSerial = IsSerial,
                Parts = [.. Parts.Select(part => part.ToLinked(queue, store, index: null))],
                Then = Then is null ? null : ThenOptions.ToNewJob(queue, Then.ToText(), Then.Encode(codec), codec),
            },
        };
    }
}
