using System.Globalization;

namespace RepoTickets.Workflows;

/// <summary>
/// Times as people write them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1d</c>, <c>500ms</c>, <c>1h30m</c>, and the ISO 8601 form
/// <c>P1DT2H30M</c> without years and months, whose length is not fixed.
/// </summary>
internal static class DurationText
{
    private const int MaximumLength = 40;

    /// <summary>The seconds of the longest time with all its ticks: 922337203685.4775807.</summary>
    private const int MaximumNumberLength = 20;

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    private static readonly (string Unit, long Ticks)[] IsoDate = [("W", 7 * TimeSpan.TicksPerDay), ("D", TimeSpan.TicksPerDay)];

    private static readonly (string Unit, long Ticks)[] IsoTime =
        [("H", TimeSpan.TicksPerHour), ("M", TimeSpan.TicksPerMinute), ("S", TimeSpan.TicksPerSecond)];

    internal static bool TryRead(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        if (text.Length is 0 or > MaximumLength)
        {
            return false;
        }

        decimal ticks = 0;
        var isRead = text[0] == 'P' ? TryReadIso(text[1..], ref ticks) : TryReadParts(text, Units, ref ticks);
        if (!isRead || ticks > TimeSpan.MaxValue.Ticks || ticks != decimal.Floor(ticks))
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The form with one unit, the largest that needs no fraction.</summary>
    internal static string Write(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        foreach (var (unit, ticks) in Units)
        {
            if (duration.Ticks % ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)duration.Ticks / TimeSpan.TicksPerSecond}s");
    }

    private static bool TryReadIso(string text, ref decimal ticks)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var date = time < 0 ? text : text[..time];
        return (date.Length > 0 || time >= 0)
            && (date.Length == 0 || TryReadParts(date, IsoDate, ref ticks))
            && (time < 0 || (time + 1 < text.Length && TryReadParts(text[(time + 1)..], IsoTime, ref ticks)));
    }

    /// <summary>Numbers with units, each unit at most once and smaller than the one before.</summary>
    private static bool TryReadParts(string text, (string Unit, long Ticks)[] units, ref decimal ticks)
    {
        var next = 0;
        for (var position = 0; position < text.Length;)
        {
            var start = position;
            position = Skip(text, position, c => char.IsAsciiDigit(c) || c == '.');
            var number = text[start..position];
            start = position;
            position = Skip(text, position, char.IsAsciiLetter);
            var unit = Array.FindIndex(units, next, one => string.Equals(one.Unit, text[start..position], StringComparison.Ordinal));
            if (unit < 0 || number.Length is 0 or > MaximumNumberLength || number[0] == '.' || number[^1] == '.' ||
                !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ||
                value > (decimal)TimeSpan.MaxValue.Ticks / units[unit].Ticks)
            {
                return false;
            }

            ticks += value * units[unit].Ticks;
            next = unit + 1;
        }

        return true;
    }

    private static int Skip(string text, int position, Func<char, bool> isPart)
    {
        while (position < text.Length && isPart(text[position]))
        {
            position++;
        }

        return position;
    }
}
