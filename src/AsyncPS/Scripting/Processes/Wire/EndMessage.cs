using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace AsyncPS.Scripting.Processes.Wire;

/// <summary>How a call ended, and what it added to its job's transaction.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Added">What it added; null = nothing.</param>
/// <param name="IsSpent">Whether the child has to be replaced: the job left something that cannot be put back.</param>
internal sealed record EndMessage(CallResult Result, Additions? Added, bool IsSpent)
{
    public MessageWriter Encode()
    {
        var writer = new MessageWriter(MessageKind.Ended);
        writer.Write(IsSpent);
        writer.Write(Result.HadErrors);
        writer.Write(Result.WasStopped);
        writer.WriteNumber(Result.ExitCode);
        writer.WriteText(JobErrorText.Write(Result.Error));
        writer.WriteBytes(Result.Result.Bytes);
        writer.WriteText(Result.Returned is { } returned ? WireJson.Write(returned) : null);
        writer.WriteText(Added is null ? null : WireJson.Write(Added));
        return writer;
    }

    public static EndMessage Decode(MessageReader reader)
    {
        var isSpent = reader.ReadBoolean();
        var result = new CallResult
        {
            HadErrors = reader.ReadBoolean(),
            WasStopped = reader.ReadBoolean(),
            ExitCode = (int?)reader.ReadNumber(),
            Error = JobErrorText.Read(reader.ReadText()),
            Result = new Payload(reader.ReadBytes()),
            Returned = reader.ReadText() is { } returned ? WireJson.Read<LinkedJob>(returned) : null,
        };
        return new EndMessage(result, reader.ReadText() is { } added ? WireJson.Read<Additions>(added) : null, isSpent);
    }
}
