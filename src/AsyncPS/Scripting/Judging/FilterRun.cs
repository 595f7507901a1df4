using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncPS.Scripting.Judging;

/// <summary>One batch of jobs before a filter and a preference; runs inside a pipeline.</summary>
internal sealed class FilterRun(AgentRules rules, IReadOnlyList<JobRecord> jobs)
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly List<(long Id, object? Rank)> _accepted = [];
    private string? _fault;

    /// <summary>What came of it.</summary>
    public Judgement Judgement => new(
        rules.Preference is null
            ? [.. _accepted.Select(job => job.Id)]
            : [.. _accepted.OrderByDescending(job => job.Rank, RankComparer.Instance).Select(job => job.Id)],
        _fault);

    public void Run()
    {
        var filter = Parse(rules.Filter);
        var preference = Parse(rules.Preference);
        foreach (var record in jobs)
        {
            Judge(new Job(record, _now, null), filter, preference);
        }
    }

    private void Judge(Job job, ScriptBlock? filter, ScriptBlock? preference)
    {
        try
        {
            if (filter is null || LanguagePrimitives.IsTrue(Ask(filter, job)))
            {
                _accepted.Add((job.Id, preference is null ? null : Ask(preference, job)));
            }
        }
        catch (Exception exception) when (exception is RuntimeException and not PipelineStoppedException)
        {
            _fault ??= $"job {job.Id}: {exception.Message}";
        }
    }

    /// <summary>What a script writes of a job: nothing, one object, or a list.</summary>
    private static object? Ask(ScriptBlock script, Job job)
    {
        var output = script.InvokeWithContext(null, [new PSVariable("_", job)], job);
        return output.Count switch
        {
            0 => null,
            1 => output[0],
            _ => output,
        };
    }

    private static ScriptBlock? Parse(string? text) => text is null ? null : ScriptBlock.Create(text);
}
