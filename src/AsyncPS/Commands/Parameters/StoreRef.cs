using System.ComponentModel;
using AsyncPS.Commands.Parameters;

namespace AsyncPS;

/// <summary>Names a store to a cmdlet: the path of a file, a connection string, or a store object.</summary>
[TypeConverter(typeof(StoreRefConverter))]
public sealed class StoreRef
{
    internal StoreRef(string location) => Location = location;

    /// <summary>The path or connection string, as it was given.</summary>
    public string Location { get; }

    /// <inheritdoc/>
    public override string ToString() => Location;
}
