namespace AsyncPS.Commands.Parameters;

/// <summary>Makes store references from text, file objects and store objects.</summary>
public sealed class StoreRefConverter : PSTypeConverter
{
    /// <summary>Says yes to everything, so that a refusal can say why.</summary>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => true;

    /// <inheritdoc/>
    public override object ConvertFrom(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Read(sourceValue) ?? throw new PSInvalidCastException(
            $"'{sourceValue}' is not a store. Give the path of a store's file, or an object from Get-AsyncStore.");

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();

    internal static StoreRef? Read(object? value) => value switch
    {
        PSObject wrapped => Read(wrapped.BaseObject),
        StoreRef reference => reference,
        Store store => new StoreRef(store.Location),
        FileInfo file => new StoreRef(file.FullName),
        string { Length: > 0 } text => new StoreRef(text),
        _ => null,
    };
}
