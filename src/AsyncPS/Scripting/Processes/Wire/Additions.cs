using AsyncEngine.Storage;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>What a call added to its job's own transaction.</summary>
internal sealed record Additions(
    IReadOnlyList<NewJob> Jobs,
    IReadOnlyList<AddedCallback> Callbacks,
    IReadOnlyList<AddedPart> Parts,
    IReadOnlyList<StateChange> States)
{
    /// <summary>What a call in this process added; null = nothing.</summary>
    public static Additions? Of(Engine.JobContext context)
    {
        var added = new Additions(context.AddedJobs, context.AddedCallbacks, context.AddedParts, context.StateChanges);
        return added.Jobs.Count + added.Callbacks.Count + added.Parts.Count + added.States.Count == 0 ? null : added;
    }

    /// <summary>Makes it the job's here.</summary>
    public void GoTo(Engine.JobContext context) => context.TakeOver(Jobs, Callbacks, Parts, States);
}
