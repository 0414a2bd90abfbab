namespace RepoTickets.Storage.Documents;

/// <summary>Takes the text of a time apart, from left to right. Used once.</summary>
internal ref struct TimestampScanner(string text)
{
    private const int MaximumLength = 64;
    private const int MicrosecondDigits = 6;
    private readonly ReadOnlySpan<char> _text = text.AsSpan().Trim();
    private int _position;

    internal bool TryScan(out DateTime naive, out TimeSpan? offset)
    {
        (naive, offset) = (default, null);
        if (_text.Length > MaximumLength
            || !TryNumber(4, 4, out var year) || !TryTake('-')
            || !TryNumber(1, 2, out var month) || !TryTake('-')
            || !TryNumber(1, 2, out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        naive = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        if (_position == _text.Length)
        {
            return true;
        }

        if (!TrySeparator() || !TryTime(out var time) || !TryOffset(out offset))
        {
            return false;
        }

        naive += time;
        return _position == _text.Length;
    }

    private bool TryTime(out TimeSpan time)
    {
        time = default;
        var (second, microsecond) = (0, 0);
        if (!TryNumber(1, 2, out var hour) || !TryTake(':') || !TryNumber(2, 2, out var minute))
        {
            return false;
        }

        if (TryTake(':') && (!TryNumber(2, 2, out second) || !TryFraction(out microsecond)))
        {
            return false;
        }

        time = new TimeSpan(0, hour, minute, second, 0, microsecond);
        return hour < 24 && minute < 60 && second < 60;
    }

    private bool TryFraction(out int microsecond)
    {
        microsecond = 0;
        if (!TryTake('.') && !TryTake(','))
        {
            return true;
        }

        var start = _position;
        for (; _position < _text.Length && char.IsAsciiDigit(_text[_position]); _position++)
        {
            if (_position - start < MicrosecondDigits)
            {
                microsecond = (microsecond * 10) + (_text[_position] - '0');
            }
        }

        for (var digits = _position - start; digits < MicrosecondDigits; digits++)
        {
            microsecond *= 10;
        }

        return _position > start;
    }

    private bool TryOffset(out TimeSpan? offset)
    {
        offset = null;
        while (TryTake(' ') || TryTake('\t'))
        {
        }

        if (_position == _text.Length)
        {
            return true;
        }

        if (TryTake('Z') || TryTake('z'))
        {
            offset = TimeSpan.Zero;
            return true;
        }

        var isNegative = TryTake('-');
        var minute = 0;
        if ((!isNegative && !TryTake('+')) || !TryNumber(1, 2, out var hour))
        {
            return false;
        }

        var hasMinutes = TryTake(':') || _position < _text.Length;
        if ((hasMinutes && !TryNumber(2, 2, out minute)) || hour > 23 || minute > 59)
        {
            return false;
        }

        offset = new TimeSpan(hour, minute, 0) * (isNegative ? -1 : 1);
        return true;
    }

    private bool TrySeparator()
    {
        if (TryTake('T') || TryTake('t'))
        {
            return true;
        }

        var start = _position;
        while (TryTake(' ') || TryTake('\t'))
        {
        }

        return _position > start;
    }

    private bool TryTake(char expected)
    {
        if (_position < _text.Length && _text[_position] == expected)
        {
            _position++;
            return true;
        }

        return false;
    }

    private bool TryNumber(int minimumDigits, int maximumDigits, out int number)
    {
        number = 0;
        var start = _position;
        while (_position < _text.Length && _position - start < maximumDigits && char.IsAsciiDigit(_text[_position]))
        {
            number = (number * 10) + (_text[_position++] - '0');
        }

        return _position - start >= minimumDigits;
    }
}
