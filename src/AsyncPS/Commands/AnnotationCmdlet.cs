using AsyncPS.Completion;
using AsyncPS.Errors;
using AsyncPS.Scripting.Values;
using Engine = AsyncEngine.Calls;

namespace AsyncPS.Commands;

/// <summary>A cmdlet that works on an annotation of a job: of a named one, or of the one that runs it.</summary>
public abstract class AnnotationCmdlet : StoreCmdlet
{
    private protected AnnotationCmdlet()
    {
    }

    /// <summary>Name of the annotation.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = null!;

    /// <summary>The job, as object or id. Inside a job, without it, the job itself.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(JobCompleter))]
    public JobRef? Job { get; set; }

    private protected long JobId
    {
        get
        {
            if (Job is not null)
            {
                JobHome.Require(Job, Storage);
                return Job.Id;
            }

            return Engine.JobContext.Current?.JobId ?? throw Refusals.NotInJob("Name the job with -Job.");
        }
    }
}
