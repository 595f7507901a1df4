namespace AsyncPS.Commands.Parameters;

/// <summary>Makes dispatcher references from dispatcher objects, agents' dispatchers, UUIDs and their text.</summary>
public sealed class DispatcherRefConverter : PSTypeConverter
{
    private const string DeserializedDispatcher = "Deserialized.AsyncPS.Dispatcher";

    /// <summary>Says yes to everything, so that a refusal can say why.</summary>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => true;

    /// <inheritdoc cref="CanConvertFrom(object, Type)"/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => true;

    /// <inheritdoc/>
    public override object ConvertFrom(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Read(sourceValue) ?? throw NotADispatcher(sourceValue);

    /// <inheritdoc/>
    public override object ConvertFrom(
        PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Read(sourceValue) ?? throw NotADispatcher(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();

    private static DispatcherRef? Read(object? value) => value switch
    {
        PSObject wrapped when wrapped.TypeNames.Contains(DeserializedDispatcher) =>
            Read(wrapped.Properties["Uuid"]?.Value),
        PSObject wrapped when wrapped.BaseObject is not PSCustomObject => Read(wrapped.BaseObject),
        DispatcherRef reference => reference,
        Dispatcher dispatcher => new DispatcherRef(dispatcher.Uuid),
        Guid uuid => new DispatcherRef(uuid),
        string text when Guid.TryParse(text, out var uuid) => new DispatcherRef(uuid),
        _ => null,
    };

    private static PSInvalidCastException NotADispatcher(object? value) =>
        new($"'{value}' is not a dispatcher. Give an object from Get-AsyncDispatcher, or a dispatcher's UUID.");
}
