using System.Globalization;
using AsyncPS.Session;

namespace AsyncPS.Commands.Parameters;

/// <summary>Lets a DateTimeOffset parameter take a DateTimeOffset, a DateTime, or text (<see cref="MomentText"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MomentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a time of day that has passed today means tomorrow's.</summary>
    public bool Ahead { get; init; }

    /// <summary>Whether a duration such as 1h30m means so long ago (R206).</summary>
    public bool Ago { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            DateTimeOffset moment => moment,
            DateTime moment => MomentText.FromDateTime(moment),
            _ when Ago && MomentText.TryParseAgo(
                $"{inputData}", SessionClock.Current.GetLocalNow(), out var moment) => moment,
            string text when MomentText.TryParse(
                text, CultureInfo.CurrentCulture, SessionClock.Current.GetLocalNow(), Ahead, out var moment) => moment,
            var other => throw new ArgumentTransformationMetadataException(
                $"'{other}' is not a moment. Give a DateTime, a DateTimeOffset, or text such as 18:00 or " +
                $"{SessionClock.Current.GetLocalNow():yyyy-MM-dd HH:mm}{(Ago ? ", or 1h30m for so long ago" : "")}."),
        };
}
