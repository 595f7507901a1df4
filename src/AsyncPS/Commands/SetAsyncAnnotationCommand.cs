using AsyncPS.Scripting.Values;

namespace AsyncPS.Commands;

/// <summary>Puts a small named value on a job. Visible to everybody at once, while the job runs and after.</summary>
/// <remarks>Annotations are live: they do not wait for the job's success, and stay when it fails.</remarks>
[Cmdlet(VerbsCommon.Set, "AsyncAnnotation", SupportsShouldProcess = true)]
public sealed class SetAsyncAnnotationCommand : AnnotationCmdlet
{
    /// <summary>The value; $null removes the annotation.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    private protected override void Process() => Try(() =>
    {
        var job = JobId;
        if (ShouldProcess($"Job {job}", $"Set annotation '{Name}'"))
        {
            var value = Value is null ? Payload.Empty : ScriptValues.Codec.Encode(Value);
            Await(token => Storage.Live.AnnotateAsync(
                job, new Dictionary<string, Payload> { [Name] = value }, token));
        }
    });
}
