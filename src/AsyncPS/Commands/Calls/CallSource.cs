namespace AsyncPS.Commands.Calls;

/// <summary>What jobs are to run, taken once; then one call is made of it for each job.</summary>
internal abstract class CallSource
{
    /// <summary>Makes the call of one job. <c>PayloadNotSerializable</c>; <c>MethodNotFound</c>.</summary>
    /// <param name="input">The piped object, if there is one.</param>
    public abstract (CallText Call, Payload Arguments) For(PipedInput? input);
}
