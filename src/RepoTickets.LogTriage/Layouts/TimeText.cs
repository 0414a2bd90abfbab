namespace RepoTickets.LogTriage.Layouts;

/// <summary>Reads times as logs write them. Nothing is allocated.</summary>
internal static class TimeText
{
    private static ReadOnlySpan<byte> MonthNames => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    private static ReadOnlySpan<byte> DayNames => "MonTueWedThuFriSatSun"u8;

    /// <summary>
    /// How many bytes of a time stand at the start of <paramref name="text"/>; 0 when there is none. A time without a year gets the one
    /// that brings it nearest before <paramref name="now"/>, give or take a day; one without a zone is taken for UTC.
    /// </summary>
    internal static int Read(ReadOnlySpan<byte> text, DateTimeOffset now, out DateTimeOffset? time)
    {
        time = null;
        if (text.IsEmpty)
        {
            return 0;
        }

        if (char.IsAsciiLetter((char)text[0]))
        {
            return Named(text, now, out time);
        }

        if (!char.IsAsciiDigit((char)text[0]))
        {
            return 0;
        }

        var length = Numeric(text, now, out time);
        return length > 0 ? length : Epoch(text, out time);
    }

    /// <summary>"Jun 14 15:16:01", "Sun Dec 04 04:47:44 2005", "Sun, 06 Nov 1994 08:49:37 GMT".</summary>
    private static int Named(ReadOnlySpan<byte> text, DateTimeOffset now, out DateTimeOffset? time)
    {
        time = null;
        var at = 0;
        if (IndexOfName(text, DayNames) >= 0)
        {
            at = Skip(text, 3, ", "u8);
        }

        var month = IndexOfName(text[at..], MonthNames);
        var day = 0;
        var year = 0;
        if (month < 0)
        {
            var digits = Digits(text[at..], 2, out day);
            at = Skip(text, at + digits, " -"u8);
            month = digits == 0 ? -1 : IndexOfName(text[at..], MonthNames);
            if (month < 0)
            {
                return 0;
            }

            at = Skip(text, at + 3, " -"u8);
            at += Digits(text[at..], 4, out year);
        }
        else
        {
            at = Skip(text, at + 3, " "u8);
            var digits = Digits(text[at..], 2, out day);
            if (digits == 0)
            {
                return 0;
            }

            at += digits;
        }

        at = Skip(text, at, " ,"u8);
        if (year == 0 && Digits(text[at..], 4, out var early) == 4)
        {
            year = early;
            at = Skip(text, at + 4, " "u8);
        }

        var clock = Clock(text[at..], out var ofDay, out var zone);
        if (clock == 0)
        {
            return 0;
        }

        at += clock;
        if (year == 0)
        {
            var late = Skip(text, at, " "u8);
            if (late < text.Length && Digits(text[late..], 4, out year) == 4 && year is > 1969 and < 2200)
            {
                at = late + 4;
            }
            else
            {
                year = 0;
            }
        }

        time = Make(year, month + 1, day, ofDay, zone, now);
        return at;
    }

    /// <summary>"2015-07-29 17:41:44,747", "17/06/09 20:10:40", "03-17 16:13:38.811", "20171223-22:15:29:606", "081109 203615".</summary>
    private static int Numeric(ReadOnlySpan<byte> text, DateTimeOffset now, out DateTimeOffset? time)
    {
        time = null;
        var first = Digits(text, 8, out var start);
        int year, month, day;
        var at = first;
        if (first is 8 or 6 && at < text.Length && text[at] is (byte)' ' or (byte)'-' or (byte)'T' or (byte)'_')
        {
            (year, month, day) = (first == 8 ? start / 10000 : 2000 + (start / 10000), start / 100 % 100, start % 100);
        }
        else if (first is 1 or 2 or 4 && at < text.Length && text[at] is (byte)'-' or (byte)'/' or (byte)'.')
        {
            var mark = text[at];
            var second = Digits(text[(at + 1)..], 2, out var middle);
            if (second == 0)
            {
                // "06/Nov/1994:08:49:37 +0000"
                return Web(text, start, at, out time);
            }

            at += 1 + second;
            var hasThird = at < text.Length && text[at] == mark;
            var third = hasThird ? Digits(text[(at + 1)..], 4, out year) : 0;
            var last = hasThird && third > 0 ? DigitsValue(text.Slice(at + 1, third)) : 0;
            at += third > 0 ? 1 + third : 0;
            (year, month, day) = Order(first, third, start, middle, last);
        }
        else
        {
            return 0;
        }

        if (month is < 1 or > 12 || day is < 1 or > 31)
        {
            return 0;
        }

        var gap = at;
        if (gap < text.Length && text[gap] is (byte)' ' or (byte)'T' or (byte)'-' or (byte)'_' or (byte)':')
        {
            var clock = Clock(text[(gap + 1)..], out var ofDay, out var zone);
            if (clock > 0)
            {
                time = Make(year, month, day, ofDay, zone, now);
                return gap + 1 + clock;
            }
        }

        // A date alone counts when it is written in full.
        return first == 4 || (first == 8 && start > 19000000) ? EndsWord(text, at) : 0;
    }

    private static int EndsWord(ReadOnlySpan<byte> text, int at) =>
        at == text.Length || text[at] is (byte)' ' or (byte)']' or (byte)'|' or (byte)',' ? at : 0;

    private static (int Year, int Month, int Day) Order(int first, int third, int start, int middle, int last) => (first, third) switch
    {
        (4, _) => (start, middle, last),
        (_, 4) => middle > 12 ? (last, start, middle) : (last, middle, start),
        (_, > 0) => (2000 + start, middle, last),
        _ => (0, start, middle),
    };

    private static int Web(ReadOnlySpan<byte> text, int day, int at, out DateTimeOffset? time)
    {
        time = null;
        var month = at + 1 < text.Length ? IndexOfName(text[(at + 1)..], MonthNames) : -1;
        if (month < 0 || at + 9 >= text.Length || Digits(text[(at + 5)..], 4, out var year) != 4)
        {
            return 0;
        }

        var clock = Clock(text[(at + 10)..], out var ofDay, out var zone);
        if (clock == 0)
        {
            return 0;
        }

        time = Make(year, month + 1, day, ofDay, zone, default);
        return at + 10 + clock;
    }

    /// <summary>Seconds or milliseconds since 1970, as a word of its own.</summary>
    private static int Epoch(ReadOnlySpan<byte> text, out DateTimeOffset? time)
    {
        time = null;
        var length = 0;
        long value = 0;
        while (length < text.Length && length < 14 && char.IsAsciiDigit((char)text[length]))
        {
            value = (value * 10) + (text[length++] - '0');
        }

        if (length is not (10 or 13) || EndsWord(text, length) == 0 || text[0] is not ((byte)'1' or (byte)'2'))
        {
            return 0;
        }

        time = length == 10 ? DateTimeOffset.FromUnixTimeSeconds(value) : DateTimeOffset.FromUnixTimeMilliseconds(value);
        return length;
    }

    /// <summary>"17:41:44,747", "22:15:29:606", "15.42.50.363779", "203615", with a zone behind.</summary>
    private static int Clock(ReadOnlySpan<byte> text, out TimeSpan ofDay, out TimeSpan zone)
    {
        ofDay = zone = default;
        var first = Digits(text, 6, out var hour);
        var at = first;
        int minute, second;
        if (first == 6)
        {
            (hour, minute, second) = (hour / 10000, hour / 100 % 100, hour % 100);
        }
        else
        {
            if (first is not (1 or 2) || at >= text.Length || text[at] is not ((byte)':' or (byte)'.') ||
                Digits(text[(at + 1)..], 2, out minute) is not (> 0 and var minutes))
            {
                return 0;
            }

            var mark = text[at];
            at += 1 + minutes;
            second = 0;
            if (at < text.Length && text[at] == mark && Digits(text[(at + 1)..], 2, out second) is > 0 and var seconds)
            {
                at += 1 + seconds;
            }
            else if (mark == '.')
            {
                return 0;
            }
        }

        if (hour > 23 || minute > 59 || second > 60)
        {
            return 0;
        }

        ofDay = new TimeSpan(hour, minute, Math.Min(second, 59));
        if (at + 1 < text.Length && text[at] is (byte)'.' or (byte)',' or (byte)':' &&
            Digits(text[(at + 1)..], 9, out var part) is > 0 and var digits)
        {
            ofDay += TimeSpan.FromSeconds(part / Math.Pow(10, digits));
            at += 1 + digits;
        }

        return at + Zone(text[at..], out zone);
    }

    private static int Zone(ReadOnlySpan<byte> text, out TimeSpan zone)
    {
        zone = default;
        if (text.StartsWith("Z"u8))
        {
            return 1;
        }

        foreach (var name in (ReadOnlySpan<byte[]>)[Utc, Gmt])
        {
            if (text.StartsWith(name))
            {
                return name.Length;
            }
        }

        var at = text.StartsWith(" "u8) ? 1 : 0;
        if (at >= text.Length || text[at] is not ((byte)'+' or (byte)'-') || Digits(text[(at + 1)..], 2, out var hours) != 2)
        {
            return 0;
        }

        var end = at + 3;
        end += end < text.Length && text[end] == ':' ? 1 : 0;
        if (Digits(text[end..], 2, out var minutes) != 2 || hours > 14 || minutes > 59)
        {
            return 0;
        }

        zone = new TimeSpan(hours, minutes, 0) * (text[at] == '-' ? -1 : 1);
        return end + 2;
    }

    private static readonly byte[] Utc = " UTC"u8.ToArray();
    private static readonly byte[] Gmt = " GMT"u8.ToArray();

    /// <summary>No place on earth is further from UTC, and no time value holds more.</summary>
    private static readonly TimeSpan LargestZone = TimeSpan.FromHours(14);

    private static DateTimeOffset? Make(int year, int month, int day, TimeSpan ofDay, TimeSpan zone, DateTimeOffset now)
    {
        var inferred = year == 0;
        year = inferred ? now.Year : year;
        if (year is < 1970 or > 2199 || day < 1 || day > DateTime.DaysInMonth(year, month) || zone.Duration() > LargestZone)
        {
            return null;
        }

        var made = new DateTimeOffset(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + ofDay, zone);
        return inferred && made > now.AddDays(1) ? made.AddYears(-1) : made;
    }

    private static int IndexOfName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> names)
    {
        if (text.Length < 4)
        {
            return -1;
        }

        for (var at = 0; at < names.Length; at += 3)
        {
            if (text.StartsWith(names.Slice(at, 3)))
            {
                return text[3] is (byte)' ' or (byte)',' or (byte)'/' or (byte)'-' ? at / 3 : -1;
            }
        }

        return -1;
    }

    private static int Skip(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> what)
    {
        while (at < text.Length && what.Contains(text[at]))
        {
            at++;
        }

        return Math.Min(at, text.Length);
    }

    private static int Digits(ReadOnlySpan<byte> text, int most, out int value)
    {
        value = 0;
        var length = 0;
        while (length < text.Length && length < most && char.IsAsciiDigit((char)text[length]))
        {
            value = (value * 10) + (text[length++] - '0');
        }

        return length;
    }

    private static int DigitsValue(ReadOnlySpan<byte> text)
    {
        Digits(text, text.Length, out var value);
        return value;
    }
}
