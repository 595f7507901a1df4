using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AsyncHost.Engine;

/// <summary>The engine's members that pwsh and its Utility module use and that are not public.</summary>
/// <remarks>
/// The engine holds the whole of formatting, but opens it only to the commands it was built with. The host reaches it
/// by name, here and nowhere else, so that what it prints is what pwsh prints. The package's version is pinned and its
/// lock file hashed, so the names cannot move without a change to this repository; a missing one fails loudly.
/// </remarks>
internal static class EngineInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string FormatSpace = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    private static readonly FieldInfo Implementation =
        Found(typeof(FrontEndCommandBase).GetField("implementation", Any), "implementation");

    private static readonly Type FormatShape = TypeOf("FormatShape");
    private static readonly ConstructorInfo InnerFormat = ConstructorOf(TypeOf("InnerFormatShapeCommand"), FormatShape);
    private static readonly ConstructorInfo InnerOutput = ConstructorOf(TypeOf("OutputManagerInner"));

    private static readonly PropertyInfo LineOutput =
        Found(TypeOf("OutputManagerInner").GetProperty("LineOutput", Any), "LineOutput");

    private static readonly ConstructorInfo TextLines =
        ConstructorOf(TypeOf("TextWriterLineOutput"), typeof(TextWriter), typeof(int));

    private static readonly ConstructorInfo StopUpstream =
        ConstructorOf(
            Found(Engine.GetType("System.Management.Automation.StopUpstreamCommandsException"), "StopUpstreamCommands"),
            typeof(InternalCommand));

    private static readonly MethodInfo SetInvocationInfo =
        Found(typeof(ErrorRecord).GetMethod("SetInvocationInfo", Any), "SetInvocationInfo");

    private static readonly PropertyInfo PreserveInvocationInfo =
        Found(typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Any), "PreserveInvocationInfoOnce");

    private static readonly PropertyInfo RunspaceContext =
        Found(typeof(Runspace).GetProperty("ExecutionContext", Any), "ExecutionContext");

    private static readonly PropertyInfo RethrowExit = Found(
        RunspaceContext.PropertyType.GetProperty("ScriptCommandProcessorShouldRethrowExit", Any),
        "ScriptCommandProcessorShouldRethrowExit");

    private static readonly PropertyInfo WriteStream =
        Found(typeof(PSObject).GetProperty("WriteStream", Any), "WriteStream");

    /// <summary>Marks an object as come from the error stream, for what shows it.</summary>
    public static PSObject AsErrorOutput(this PSObject value)
    {
        WriteStream.SetValue(value, Enum.Parse(WriteStream.PropertyType, "Error"));
        return value;
    }

    /// <summary>Lets the <c>exit</c> of a script file reach the host, as that of a command does.</summary>
    public static void ReportExitOfScripts(this Runspace runspace)
        => RethrowExit.SetValue(RunspaceContext.GetValue(runspace), true);

    /// <summary>Makes the command one of the engine's Format- commands.</summary>
    /// <param name="shape">A name of the engine's FormatShape: Table, List, Wide or Complex.</param>
    public static void FormatAs(this FrontEndCommandBase command, string shape)
        => Implementation.SetValue(command, InnerFormat.Invoke([Enum.Parse(FormatShape, shape)]));

    /// <summary>Makes the command one of the engine's Out- commands, writing to a text.</summary>
    public static void OutputTo(this FrontEndCommandBase command, TextWriter writer, int columns)
    {
        object output = InnerOutput.Invoke([]);
        LineOutput.SetValue(output, TextLines.Invoke([writer, columns]));
        Implementation.SetValue(command, output);
    }

    /// <summary>What ends the commands before this one in the pipeline, and those only.</summary>
    public static Exception StopUpstreamCommands(this PSCmdlet command) => (Exception)StopUpstream.Invoke([command]);

    /// <summary>Lays an error at the door of the script that wrote it, not of the command it used.</summary>
    public static void AttributeTo(this ErrorRecord error, InvocationInfo invocation)
    {
        SetInvocationInfo.Invoke(error, [invocation]);
        PreserveInvocationInfo.SetValue(error, true);
    }

    private static Type TypeOf(string name) => Found(Engine.GetType(FormatSpace + name), name);

    private static ConstructorInfo ConstructorOf(Type type, params Type[] parameters)
        => Found(type.GetConstructor(Any, parameters), type.Name);

    private static T Found<T>(T? member, string name)
        where T : class
        => member ?? throw new MissingMemberException(
            $"System.Management.Automation {Engine.GetName().Version} has no '{name}' as AsyncHost's stand-ins know it.");
}
