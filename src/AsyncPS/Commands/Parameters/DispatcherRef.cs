using System.ComponentModel;
using AsyncPS.Commands.Parameters;

namespace AsyncPS;

/// <summary>Names a dispatcher to a cmdlet: made from a dispatcher object or from a UUID.</summary>
[TypeConverter(typeof(DispatcherRefConverter))]
public sealed class DispatcherRef
{
    internal DispatcherRef(Guid uuid) => Uuid = uuid;

    /// <summary>The dispatcher's identity.</summary>
    public Guid Uuid { get; }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}
