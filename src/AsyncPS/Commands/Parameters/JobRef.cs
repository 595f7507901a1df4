using System.ComponentModel;
using System.Globalization;
using AsyncPS.Commands.Parameters;

namespace AsyncPS;

/// <summary>Names a job to a cmdlet: made from a job object, also one that was deserialized, or from an id.</summary>
[TypeConverter(typeof(JobRefConverter))]
public sealed class JobRef
{
    internal JobRef(long id, Job? job = null)
    {
        Id = id;
        Job = job;
    }

    /// <summary>The job's id.</summary>
    public long Id { get; }

    /// <summary>The very object that was given, if it was one: it is brought up to date.</summary>
    internal Job? Job { get; }

    /// <inheritdoc/>
    public override string ToString() => Id.ToString(CultureInfo.InvariantCulture);
}
