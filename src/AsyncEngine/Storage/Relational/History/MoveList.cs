namespace AsyncEngine.Storage.Relational.History;

/// <summary>
/// Puts a job's moves together: what its own rows tell, and between that what was noted, in its order. Pure.
/// </summary>
internal sealed class MoveList(LifeRow life)
{
    private readonly List<JobMove> _moves = [];
    private bool _hasStart = life.StartedAt is null;
    private bool _hasEnd = life.Outcome is null;

    private JobStatus? Last => _moves.Count == 0 ? null : _moves[^1].To;

    public IReadOnlyList<JobMove> Write(IReadOnlyList<HistoryRow> rows)
    {
        AddBeginning(rows.Count > 0);
        if (rows is [{ Number: > 1 } first, ..])
        {
            Add(first.MovedAt, first.From, MoveTexts.Forgotten(first.Number - 1), first.Run);
        }

        foreach (var row in rows)
        {
            Add(row);
        }

        AddStart();
        AddEnd();
        AddPresent();
        return _moves;
    }

    private void AddBeginning(bool wasMoved)
    {
        var to = life.IsPart || life.IsJoin || life.Parent is not null ? JobStatus.New : JobStatus.Pending;

        // A job that was tried again, or changed, has another start now than it was added with.
        var later = !wasMoved && life.BeginAfter > life.CreatedAt ? life.BeginAfter : null;
        Add(life.CreatedAt, to, MoveTexts.Added(life, later), run: 0);
    }

    private void Add(HistoryRow row)
    {
        if (row.BeganAt is { } began)
        {
            AddRun(began, row.Run, row.Dispatcher, row.Agent);
        }
        else if (row.From is JobStatus.Active && row.Run == life.Run)
        {
            AddStart();
        }
        else if (row.From is JobStatus.Callbacks)
        {
            AddStart();
            AddCallEnd();
        }
        else if (row.From is JobStatus.Completed)
        {
            AddStart();
            AddEnd();
        }

        _moves.Add(new JobMove
        {
            Time = Moment.ToMoment(row.MovedAt),
            From = row.From,
            To = row.To,
            Dispatcher = row.Dispatcher,
            Agent = row.Agent,
            Run = row.Run,
            Reason = row.Reason,
        });
    }

    /// <summary>The last run began.</summary>
    private void AddStart()
    {
        if (_hasStart)
        {
            return;
        }

        _hasStart = true;
        if (life.IsJoin)
        {
            Add(life.StartedAt!.Value, JobStatus.Active, MoveTexts.JoinBegan, life.Run);
        }
        else
        {
            AddRun(life.StartedAt!.Value, life.Run, life.Dispatcher, life.Agent);
        }
    }

    private void AddRun(long began, long run, Guid? dispatcher, string? agent) => Add(
        began, JobStatus.Active, MoveTexts.Began(dispatcher), run, dispatcher, agent);

    /// <summary>The job has its outcome, and callbacks that run then.</summary>
    private void AddCallEnd()
    {
        if (life.Outcome is not null && life.HadCallbacks && Last is not (JobStatus.Callbacks or JobStatus.Completed))
        {
            AddOutcome(life.EndedAt!.Value, JobStatus.Callbacks); // an outcome has the moment at which the call ended
        }
    }

    private void AddEnd()
    {
        if (_hasEnd)
        {
            return;
        }

        _hasEnd = true;
        AddCallEnd();
        if (life.CompletedAt is not { } completed)
        {
            if (!life.HadCallbacks)
            {
                AddOutcome(life.EndedAt!.Value, JobStatus.Callbacks);
            }
        }
        else if (life.HadCallbacks)
        {
            Add(completed, JobStatus.Completed, MoveTexts.CallbacksEnded, life.Run, life.Dispatcher, life.Agent);
        }
        else
        {
            AddOutcome(completed, JobStatus.Completed);
        }
    }

    private void AddOutcome(long at, JobStatus to) => Add(
        at, to, MoveTexts.Ended(life.Outcome!.Value, life.Error), life.Run, life.Dispatcher, life.Agent);

    /// <summary>Where the job stands, if none of its moves says so.</summary>
    private void AddPresent()
    {
        if (Last != life.Status)
        {
            _moves.Add(new JobMove
            {
                From = Last,
                To = life.Status,
                Dispatcher = life.Dispatcher,
                Agent = life.Agent,
                Run = life.Run,
                Reason = MoveTexts.Stands(life.Status),
            });
        }
    }

    private void Add(
        long at, JobStatus to, string reason, long run, Guid? dispatcher = null, string? agent = null) => _moves.Add(
        new JobMove
        {
            Time = Moment.ToMoment(at),
            From = Last,
            To = to,
            Dispatcher = dispatcher,
            Agent = agent,
            Run = run,
            Reason = reason,
        });
}
