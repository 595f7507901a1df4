using System.Globalization;

namespace AsyncPS;

/// <summary>Reads objects that come from another session or from a file: their parts are texts, or bags of properties.</summary>
internal static class Foreign
{
    /// <summary>A moment, however it came; null when it is none.</summary>
    public static DateTimeOffset? Moment(PSObject? value) => value?.BaseObject switch
    {
        DateTimeOffset moment => moment,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment) => moment,
        PSCustomObject when value.Properties[nameof(DateTimeOffset.UtcDateTime)]?.Value is DateTime utc =>
            new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        _ => null,
    };

    /// <summary>What a row says about such a job: why it failed or waits, or what it runs.</summary>
    public static string Detail(PSObject job)
    {
        var error = job.Properties[nameof(Job.Error)]?.Value;
        var reason = error is PSObject bag ? bag.Properties[nameof(JobError.Message)]?.Value ?? bag.ToString() : error;
        string?[] candidates =
        [
            $"{reason}",
            $"{job.Properties[nameof(Job.WaitingFor)]?.Value}",
            $"{job.Properties[nameof(Job.Call)]?.Value}",
        ];
        return candidates.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? "";
    }
}
