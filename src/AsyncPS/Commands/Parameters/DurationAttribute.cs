using System.Globalization;

namespace AsyncPS.Commands.Parameters;

/// <summary>Lets a TimeSpan parameter take a TimeSpan, a number of seconds, or text (<see cref="DurationText"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            TimeSpan span when span >= TimeSpan.Zero => span,
            string text when DurationText.TryParse(text, out var duration) => duration,
            byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal
                when TryReadNumber(inputData, out var duration) => duration,
            _ => throw new ArgumentTransformationMetadataException(
                $"'{inputData}' is not a duration. Give a TimeSpan, a number of seconds, or text such as 90s, 1h30m or " +
                "00:01:30; a duration cannot be negative."),
        };

    // To PowerShell 1d is the decimal number 1 and 30s a short 30, where they stand in a command. It keeps beside the
    // number what was written: a day is not to become a second.
    private static bool TryReadNumber(object input, out TimeSpan duration) =>
        input is PSObject wrapped && wrapped.ToString() is { Length: > 0 } written && char.IsLetter(written[^1])
            ? DurationText.TryParse(written, out duration)
            : DurationText.TryFromSeconds(ToDouble(input), out duration);

    private static double ToDouble(object number) => Convert.ToDouble(
        number is PSObject wrapped ? wrapped.BaseObject : number, CultureInfo.InvariantCulture);
}
