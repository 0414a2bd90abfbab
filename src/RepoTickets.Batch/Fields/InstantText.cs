using System.Globalization;

namespace RepoTickets.Batch.Fields;

/// <summary>
/// Times in JSON and CSV: ISO 8601 in UTC with microseconds. Read are also other offsets, and times without one in a zone.
/// </summary>
internal static class InstantText
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.FFFFFFZ";

    private static readonly string[] Naive =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    private static readonly string[] WithOffset =
        ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz"];

    internal static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    internal static bool TryRead(string text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        // "Z" is an offset of zero, for which the platform's formats have no common letter with "+00:00".
        var withOffset = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        if (DateTimeOffset.TryParseExact(withOffset, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            time = time.ToUniversalTime();
            return true;
        }

        time = default;
        if (!DateTime.TryParseExact(text, Naive, CultureInfo.InvariantCulture, DateTimeStyles.None, out var naive))
        {
            return false;
        }

        if (naive.Ticks != 0)
        {
            // As the store does: of a time that the clock shows twice the first is meant. Clamped, because not every zone has the
            // calendar's ends.
            var offset = zone.IsAmbiguousTime(naive) ? zone.GetAmbiguousTimeOffsets(naive).Max() : zone.GetUtcOffset(naive);
            time = new(Math.Clamp(naive.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        }

        return true;
    }
}
