namespace Unit.Model.Joins;

/// <summary>What somebody does to a store with joins. Numbers are taken modulo what there is, as in <see cref="Step"/>.</summary>
internal abstract record JoinStep
{
    public sealed record Put(JoinShape Job) : JoinStep;

    /// <summary>Puts a join of jobs that are there, whatever they are at.</summary>
    public sealed record PutSaved(bool IsSerial, int First, int Second) : JoinStep;

    public sealed record Claim(int Dispatcher, int Want) : JoinStep;

    /// <summary>Ends a run, or one that was taken away.</summary>
    public sealed record End(int Run, JoinEnding How, JoinShape Job, int Other) : JoinStep;

    public sealed record Stop(int Job) : JoinStep;

    /// <summary>A dispatcher falls silent for longer than it may, and the other one finds that out.</summary>
    public sealed record Kill(int Dispatcher) : JoinStep;

    /// <summary>A dispatcher stops and puts back what it has.</summary>
    public sealed record StopDispatcher(int Dispatcher) : JoinStep;

    /// <summary>The process ends and another opens the store.</summary>
    public sealed record Reopen : JoinStep;
}

/// <summary>A job to be put: one that runs, or a join with its parts.</summary>
internal sealed record JoinShape(JoinKind Kind, bool IsLimited, bool HasThen, params JoinShape[] Parts)
{
    public override string ToString() => Kind == JoinKind.Leaf
        ? IsLimited ? "limited" : "job"
        : $"{Kind}[{string.Join(", ", Parts.Select(part => part.ToString()))}]{(HasThen ? " then" : "")}";
}

internal enum JoinKind
{
    Leaf,
    Serial,
    Parallel,
}

internal enum JoinEnding
{
    Succeed,
    Fail,
    Interrupt,

    /// <summary>It returns a job that was not saved, and waits for it.</summary>
    Return,

    /// <summary>It adds a part to a join, its own or another.</summary>
    Grow,
}
