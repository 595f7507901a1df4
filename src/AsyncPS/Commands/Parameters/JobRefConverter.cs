using System.Globalization;

namespace AsyncPS.Commands.Parameters;

/// <summary>
/// Makes job references from job objects, whole numbers and numeric text; from nothing else, so that another object's
/// <c>Id</c> never becomes ours.
/// </summary>
public sealed class JobRefConverter : PSTypeConverter
{
    private const string DeserializedJob = "Deserialized.AsyncPS.Job";

    /// <summary>Says yes to everything, so that a refusal can say why.</summary>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => true;

    /// <inheritdoc cref="CanConvertFrom(object, Type)"/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => true;

    /// <inheritdoc/>
    public override object ConvertFrom(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Read(sourceValue) ?? throw NotAJob(sourceValue);

    /// <inheritdoc/>
    public override object ConvertFrom(
        PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Read(sourceValue) ?? throw NotAJob(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(
        object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();

    private static JobRef? Read(object? value) => value switch
    {
        PSObject wrapped when wrapped.TypeNames.Contains(DeserializedJob) => Read(wrapped.Properties["Id"]?.Value),
        PSObject wrapped when wrapped.BaseObject is not PSCustomObject => Read(wrapped.BaseObject),
        JobRef reference => reference,
        Job { Draft: not null } => throw NotSaved(),
        Job job => new JobRef(job.Id, job),
        long id when id > 0 => new JobRef(id),
        int id when id > 0 => new JobRef(id),
        byte or short or ushort or uint => new JobRef(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 =>
            new JobRef(id),
        _ => null,
    };

    private static PSInvalidCastException NotSaved() =>
        new("The job is not saved yet. Save it with Add-AsyncJob -Job first.");

    private static PSInvalidCastException NotAJob(object? value) =>
        new($"'{value}' is not a job. Give a job object or a job's id.");
}
