using AsyncEngine;
using AsyncPS.Commands.Parameters;

namespace AsyncPS.Commands;

/// <summary>Gets a named value that a job, or somebody else, put on a job. Can wait until it is there.</summary>
[Cmdlet(VerbsCommon.Get, "AsyncAnnotation")]
[OutputType(typeof(object))]
public sealed class GetAsyncAnnotationCommand : AnnotationCmdlet
{
    /// <summary>What is written when the job has no annotation of that name. Nothing by default.</summary>
    [Parameter]
    [AllowNull]
    public object? Default { get; set; }

    /// <summary>How long to wait until the annotation is there. Default: not at all.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Timeout { get; set; }

    /// <summary>How often to look even though nothing tells that the store has changed. Default: 5 seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    private protected override void Process() => Try(() =>
    {
        if (Find(JobId) is { } payload)
        {
            WriteObject(JobValues.Read(payload));
        }
        else if (MyInvocation.BoundParameters.ContainsKey(nameof(Default)))
        {
            WriteObject(Default);
        }
    });

    private Payload? Find(long job)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var left = Timeout - TimeProvider.System.GetElapsedTime(began);
            var slice = left < Poll ? left : Poll;
            var found = Await(token => Annotations.ReadAsync(Storage, TimeProvider.System, job, Name, slice, token));
            if (found is not null || left <= slice)
            {
                return found;
            }
        }
    }
}
