using System.Globalization;

namespace RepoTickets.CommandLine.Importing;

/// <summary>Times as other programs write them.</summary>
internal static class ForeignTime
{
    private static readonly string[] DayFirst =
    [
        .. new[] { "dd-MM-yy", "dd/MM/yy", "dd.MM.yy" }.SelectMany(static date => new[] { date, $"{date} HH:mm" }),
    ];

    /// <summary>
    /// The time as Backlog.md writes it, whose short dates begin with the day; null for nothing, and for what is no time.
    /// </summary>
    internal static DateTimeOffset? ReadDayFirst(string? text) =>
        DateTimeOffset.TryParseExact(
            text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time
            : Read(text);

    /// <summary>The time; null for nothing, and for what is no time.</summary>
    internal static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) &&
            time.Year > 1 ? time : null;
}
