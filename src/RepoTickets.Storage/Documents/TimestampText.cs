using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RepoTickets.Storage.Documents;

/// <summary>
/// Times as the Python package writes and compares them: naive local time with six digits of fraction, or none when it is zero.
/// </summary>
/// <remarks>
/// A naive time that the clock skips in spring is read with the offset before the change; one that it shows twice in autumn is the first of
/// the two. Python reads both alike. So an instant of the second hour comes back an hour earlier: the price of a form without offset.
/// </remarks>
internal sealed class TimestampText(TimeZoneInfo zone)
{
    // What a time that nobody set is written as, whatever the zone: the earliest time that Python has.
    private const string Unset = "0001-01-01T00:00:00";

    /// <summary>Characters of what <see cref="WriteInstant(DateTimeOffset)"/> gives.</summary>
    internal const int InstantLength = 27;

    private const int SecondsLength = 19;
    private const int MicrosecondsLength = 26;

    // Where the offset never changes, every local time is one instant.
    private readonly bool _hasRules = zone.GetAdjustmentRules().Length > 0;

    internal string Write(DateTimeOffset instant)
    {
        if (instant == default)
        {
            return Unset;
        }

        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        Span<char> roundTrip = stackalloc char[32];
        WriteRoundTrip(local, roundTrip);
        var isWhole = local.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond;
        return new(roundTrip[..(isWhole ? SecondsLength : MicrosecondsLength)]);
    }

    /// <summary>
    /// What is read back of an instant that is written: whole microseconds, and in an hour that the zone shows twice the first of the two.
    /// </summary>
    internal DateTimeOffset Kept(DateTimeOffset instant)
    {
        var whole = Whole(instant);
        if (whole == default || !_hasRules)
        {
            return whole;
        }

        var local = TimeZoneInfo.ConvertTime(whole, zone).DateTime;
        var kept = InstantOf(local, OffsetOf(local));
        return kept == whole ? whole : kept;
    }

    /// <summary>Without what is smaller than a microsecond: what is read back of an instant that is written with its zone.</summary>
    internal static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>An instant that means the same in every zone, for files that the Python package does not read.</summary>
    internal static string WriteInstant(DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[InstantLength];
        WriteInstant(instant, text);
        return new(text);
    }

    /// <summary>The same into a buffer of <see cref="InstantLength"/> characters.</summary>
    internal static void WriteInstant(DateTimeOffset instant, Span<char> text)
    {
        Span<char> roundTrip = stackalloc char[32];
        WriteRoundTrip(instant.UtcDateTime, roundTrip);
        roundTrip[..MicrosecondsLength].CopyTo(text);
        text[MicrosecondsLength] = 'Z';
    }

    /// <summary><c>yyyy-MM-ddTHH:mm:ss.fffffff</c> and more, without a pattern being taken apart each time.</summary>
    private static void WriteRoundTrip(DateTime time, Span<char> text) => time.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads <c>YYYY-MM-DD</c>, with <c>T</c> or blanks and <c>HH:MM[:SS[.fraction]]</c>, with <c>Z</c> or an offset: what ISO 8601, Python
    /// and YAML's own timestamps have in common. Digits behind the sixth are cut off, as Python does.
    /// </summary>
    internal bool TryRead(string text, [NotNullWhen(true)] out DateTimeOffset? instant)
    {
        instant = null;
        var scanner = new TimestampScanner(text);
        if (!scanner.TryScan(out var naive, out var offset))
        {
            return false;
        }

        if (offset is null && naive.Ticks == 0)
        {
            instant = default(DateTimeOffset);
            return true;
        }

        instant = InstantOf(naive, offset ?? OffsetOf(naive));
        return true;
    }

    /// <summary>Clamped, because the first and last hours of the calendar do not exist in every zone.</summary>
    private static DateTimeOffset InstantOf(DateTime naive, TimeSpan offset) =>
        new(Math.Clamp(naive.Ticks - offset.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private TimeSpan OffsetOf(DateTime naive) =>
        zone.IsAmbiguousTime(naive) ? zone.GetAmbiguousTimeOffsets(naive).Max() : zone.GetUtcOffset(naive);
}
