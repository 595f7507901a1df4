using System.Collections.ObjectModel;

namespace AsyncPS.Commands.Calls;

/// <summary>The name of a job: a text for all of a pipeline, or a script block that is asked for each object.</summary>
internal static class JobName
{
    public static string? For(object? name, PipedInput? input) => PSObject.AsPSObject(name ?? "").BaseObject switch
    {
        "" => null,
        ScriptBlock block => Join(block.InvokeWithContext(null, [new PSVariable("_", input?.Value)])),
        var value => LanguagePrimitives.ConvertTo<string>(value),
    };

    private static string? Join(Collection<PSObject> written) =>
        written.Count == 0 ? null : string.Join(' ', written.Select(LanguagePrimitives.ConvertTo<string>));
}
