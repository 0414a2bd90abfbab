using System.Globalization;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Times as logs have them; those without a zone mean UTC.</summary>
internal static class InstantText
{
    private const double LatestSeconds = 253_402_300_799;

    internal static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(
            text?.Replace(',', '.'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>A number since 1970: seconds, milliseconds, microseconds or nanoseconds, told by its size.</summary>
    internal static DateTimeOffset? FromNumber(double number)
    {
        var seconds = Math.Abs(number) switch
        {
            >= 1e17 => number / 1e9,
            >= 1e14 => number / 1e6,
            >= 1e11 => number / 1e3,
            _ => number,
        };
        return seconds is > 0 and < LatestSeconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }
}
