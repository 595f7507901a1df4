using AsyncEngine.Jobs;

namespace Unit.Model.Joins;

/// <summary>A job of the model of joins: one that runs, or one that stands for its parts.</summary>
internal sealed class JoinNode(long id, JoinShape shape)
{
    public long Id => id;

    public bool IsJoin => shape.Kind != JoinKind.Leaf;

    public bool IsSerial => shape.Kind == JoinKind.Serial;

    /// <summary>It needs the one slot that there is.</summary>
    public bool IsLimited => shape.IsLimited && !IsJoin;

    public List<JoinNode> Parts { get; } = [];

    /// <summary>Of a join: what follows its parts.</summary>
    public JoinNode? Then { get; set; }

    public JobStatus Status { get; set; } = JobStatus.New;

    public JobOutcome? Outcome { get; set; }

    /// <summary>The job whose outcome will be its own.</summary>
    public JoinNode? WaitsFor { get; set; }

    /// <summary>The dispatcher that runs it; 0 = none.</summary>
    public int Dispatcher { get; set; }

    public bool HasSlot { get; set; }

    public int Interruptions { get; set; }

    public bool IsStopRequested { get; set; }

    public bool IsCompleted => Status == JobStatus.Completed;

    /// <summary>A join that still waits for parts, or whose turn has not come.</summary>
    public bool TakesParts => IsJoin && (Status == JobStatus.New || (Status == JobStatus.Active && WaitsFor is null));
}
