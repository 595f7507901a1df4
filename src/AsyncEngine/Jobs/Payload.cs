namespace AsyncEngine.Jobs;

/// <summary>
/// Encoded arguments or an encoded result. The store keeps the bytes as they are; what they mean is known to the
/// <c>ValueCodec</c> or runner that wrote them.
/// </summary>
/// <param name="Bytes">The encoded value; empty means "nothing".</param>
internal readonly record struct Payload(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>No value at all.</summary>
    public static Payload Empty => default;

    /// <summary>Whether there is no value.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>Size in bytes.</summary>
    public int Length => Bytes.Length;
}
