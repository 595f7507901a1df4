using System.Management.Automation.Language;

namespace AsyncPS.Scripting.Workers;

/// <summary>The pipeline around a cmdlet that runs jobs: it takes what they write, to whatever stream.</summary>
/// <remarks>
/// It stands for as long as the cmdlet does, so a job pays for no command but its own script. The inner pipeline takes
/// the output, the outer one all other streams, so that an error record that a script returns is not taken for an error
/// that it had. The names are odd because a job sees them, and the commands are objects because a job can define a
/// function of any name.
/// </remarks>
internal static class JobPipeline
{
    private const string Start = "param(${__async_p},${__async_c},${__async_o},${__async_k},${__async_s}) . ${__async_p}";

    private const string Text =
        ". { & ${__async_c} | & ${__async_o} ${__async_s} } *>&1 | & ${__async_k} ${__async_s}";

    private static readonly CmdletInfo OutputSink = new("Write-AsyncJobOutput", typeof(OutputSinkCommand));
    private static readonly CmdletInfo RecordSink = new("Write-AsyncJobRecord", typeof(RecordSinkCommand));

    private static readonly object Mark = new();

    /// <summary>Adds the pipeline to a shell.</summary>
    /// <param name="shell">What will run it.</param>
    /// <param name="command">The cmdlet that runs jobs in it.</param>
    /// <param name="sink">Takes what they write.</param>
    /// <param name="values">
    /// The values of <c>$using:</c>, which is looked for at this parameter of a pipeline's first script, and nowhere else.
    /// </param>
    /// <param name="useLocalScope">Whether it has a scope of its own.</param>
    public static void Add(PowerShell shell, CmdletInfo command, JobSink sink, Hashtable values, bool useLocalScope) =>
        shell.AddScript(Start, useLocalScope)
            .AddArgument(Parser.ParseInput(Text, JobFrames.PipelineFile, out _, out _).GetScriptBlock())
            .AddArgument(command)
            .AddArgument(OutputSink)
            .AddArgument(RecordSink)
            .AddArgument(sink)
            .AddParameter("--%", values);

    /// <summary>
    /// Hands on what still lies in the pipes, where it would wait for the next job: the stack may have had no room left
    /// for handing it on.
    /// </summary>
    /// <param name="command">The cmdlet that runs jobs in it.</param>
    public static void Flush(Cmdlet command) => command.WriteObject(Mark);

    /// <summary>Whether an object only came to flush the pipes.</summary>
    public static bool IsMark(object? value) =>
        ReferenceEquals(value is PSObject wrapper ? wrapper.BaseObject : value, Mark);
}
