using AsyncEngine.Calls.Values;

namespace AsyncEngine.Calls.Methods;

/// <summary>Puts the arguments of a callback's two arms into the one payload that a callback has.</summary>
internal static class ArmArguments
{
    private static readonly Type[] Types = [typeof(byte[]), typeof(byte[])];

    public static Payload Pair(ValueCodec codec, Payload success, Payload failure) =>
        codec.EncodeArguments([success.Bytes.ToArray(), failure.Bytes.ToArray()]);

    public static Payload Take(ValueCodec codec, Payload pair, int arm) =>
        new((byte[]?)codec.DecodeArguments(pair, Types)[arm]);
}
