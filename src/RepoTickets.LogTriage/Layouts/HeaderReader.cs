using System.Buffers;

namespace RepoTickets.LogTriage.Layouts;

/// <summary>
/// Recognises what loggers put before a message: times, levels, threads, loggers, processes, machines, in any order and with any of the
/// usual marks between them. There is no list of layouts: parts are taken as long as they are surely parts of a header, and a doubtful part
/// only when a sure one follows it. One pass over UTF-8, nothing allocated.
/// </summary>
internal ref struct HeaderReader
{
    private const int MaximumParts = 16;
    private const int MaximumDoubtful = 4;
    private const int LongestHeader = 400;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-$/@#"u8);

    private readonly ReadOnlySpan<byte> _line;
    private readonly DateTimeOffset _now;
    private LogHeader _header;
    private int _at;
    private bool _isSystemLog;

    private HeaderReader(ReadOnlySpan<byte> line, DateTimeOffset now)
    {
        _line = line.Length > LongestHeader ? line[..LongestHeader] : line;
        _now = now;
    }

    /// <summary>The header of a line. <paramref name="now"/> gives the year to times without one.</summary>
    internal static LogHeader Read(ReadOnlySpan<byte> line, DateTimeOffset now)
    {
        var reader = new HeaderReader(line, now);
        reader.Read();
        return reader._header;
    }

    private void Read()
    {
        var doubtful = 0;
        for (var part = 0; part < MaximumParts && doubtful <= MaximumDoubtful; part++)
        {
            SkipMarks();
            if (_at >= _line.Length)
            {
                return;
            }

            var before = _at;
            if (TakeSure())
            {
                doubtful = 0;
                _header.MessageStart = AfterMarks(_at);
            }
            else if (TakeDoubtful())
            {
                doubtful++;
            }
            else
            {
                return;
            }

            if (_at == before)
            {
                return;
            }
        }
    }

    private readonly bool HasBegun => _header.HasTime || _header.Level is not null;

    private bool TakeSure()
    {
        if (_at == 0 && TakeLetterAndTime())
        {
            return true;
        }

        var open = _line[_at] is (byte)'[' or (byte)'<' or (byte)'(' ? 1 : 0;
        var length = TimeText.Read(_line[(_at + open)..], _now, out var time);
        if (length > 0 && TakeTime(length, open, time))
        {
            return true;
        }

        return TakeLevel(open) || TakeLogger() || TakeBracket();
    }

    /// <summary>"E0501 10:00:00.123456": level, month, day and time.</summary>
    private bool TakeLetterAndTime()
    {
        if (_line.Length < 14 || _line[5] != ' ' || _line[1..5].ContainsAnyExceptInRange((byte)'0', (byte)'9') ||
            LevelWords.Find(_line[0]) is not { } level)
        {
            return false;
        }

        Span<byte> text = stackalloc byte[32];
        var rest = _line.Slice(6, Math.Min(_line.Length - 6, 15));
        _line[1..3].CopyTo(text);
        text[2] = (byte)'-';
        _line[3..5].CopyTo(text[3..]);
        text[5] = (byte)' ';
        rest.CopyTo(text[6..]);
        var length = TimeText.Read(text[..(6 + rest.Length)], _now, out var time);
        if (length == 0)
        {
            return false;
        }

        _header.Level = level;
        _header.HasTime = true;
        _header.Time = time;
        _at = length;
        return true;
    }

    private bool TakeTime(int length, int open, DateTimeOffset? time)
    {
        var end = _at + open + length;
        if (end < _line.Length && _line[end] is not (<= (byte)' ' or (byte)']' or (byte)')' or (byte)'>' or (byte)'|' or (byte)',' or
            (byte)';' or (byte)':' or (byte)'-'))
        {
            return false;
        }

        _isSystemLog |= char.IsAsciiLetter((char)_line[_at + open]) && open == 0;
        _header.HasTime = true;
        _header.Time ??= time;
        _at = end + (open > 0 && end < _line.Length && _line[end] is (byte)']' or (byte)')' or (byte)'>' ? 1 : 0);
        return true;
    }

    private bool TakeLevel(int open)
    {
        var start = _at + open;
        var end = start;
        while (end < _line.Length && char.IsAsciiLetter((char)_line[end]))
        {
            end++;
        }

        var next = end < _line.Length ? _line[end] : (byte)' ';
        var isMarked = open > 0 && next is (byte)']' or (byte)'>' or (byte)')';
        if (_header.Level is not null || (open > 0 && !isMarked) || !(isMarked ||
            next is <= (byte)' ' or (byte)':' or (byte)'|' or (byte)',' or (byte)'/'))
        {
            return false;
        }

        var word = _line[start..end];
        var level = word.Length == 1 && HasBegun && next is <= (byte)' ' or (byte)'/' or (byte)']' or (byte)'|' ? LevelWords.Find(word[0])
            : LevelWords.Find(word, isMarked || IsSetApart(end, next));
        if (level is null)
        {
            return false;
        }

        _header.Level = level;
        _at = end + (isMarked || next is (byte)':' or (byte)'/' ? 1 : 0);
        return true;
    }

    /// <summary>
    /// A bar, or a colon or more than one blank behind a time, or the colon of a short name at the start: the word is a column.
    /// </summary>
    private readonly bool IsSetApart(int end, byte next) =>
        next is (byte)'|' or (byte)'\t' || (HasBegun && (next == ':' || _line[Math.Min(end, _line.Length)..].StartsWith("  "u8))) ||
        (_at == 0 && next == ':' && end == 4 && end + 1 < _line.Length && _line[end + 1] == ' ' && (_line[0] & 0x20) != 0);

    /// <summary>A name and a colon: "kernel:", "sshd(pam_unix)[19939]:", "dfs.DataNode$PacketResponder:".</summary>
    private bool TakeLogger()
    {
        if (!HasBegun || !_header.Logger.Equals(default(Range)))
        {
            return false;
        }

        var end = _at;
        var nameEnd = -1;
        while (end < _line.Length && _line[end] is not (<= (byte)' ' or (byte)':' or (byte)'=' or (byte)'"' or (byte)'\'' or (byte)','))
        {
            nameEnd = nameEnd < 0 && _line[end] is (byte)'[' or (byte)'(' ? end : nameEnd;
            end++;
        }

        nameEnd = nameEnd < 0 ? end : nameEnd;
        if (nameEnd == _at || end >= _line.Length || !IsName(_line[_at..nameEnd]))
        {
            return false;
        }

        var colon = _line[end] == ':' && (end + 1 >= _line.Length || _line[end + 1] <= ' ');
        var dash = !colon && _header.Level is not null && _line[end..].StartsWith(" - "u8) && _line[_at..nameEnd].Contains((byte)'.');
        var dotted = !colon && _header.Level is not null && _line[end] == ' ' && IsDottedName(_line[_at..nameEnd]);
        if (!colon && !dash && !dotted)
        {
            return false;
        }

        if (_header.Level is null && !_isSystemLog && nameEnd == end && !_line[_at..end].Contains((byte)'.'))
        {
            // A word and a colon begin many messages.
            return false;
        }

        _header.Logger = _at..nameEnd;
        var bracket = _line[_at..end].LastIndexOf((byte)'[');
        if (bracket > 0 && _line[end - 1] == ']')
        {
            _header.Thread = (_at + bracket + 1)..(end - 1);
        }

        _at = colon ? end + 1 : end;
        return true;
    }

    /// <summary>Brackets behind a time or a level hold a thread, a request or a place in the source.</summary>
    private bool TakeBracket()
    {
        if (!HasBegun || _line[_at] != '[')
        {
            return false;
        }

        var depth = 0;
        for (var end = _at; end < _line.Length; end++)
        {
            depth += _line[end] switch { (byte)'[' => 1, (byte)']' => -1, _ => 0 };
            if (depth == 0)
            {
                // What a sentence goes on from is part of the message: "[main] INFO", "[x] - text", but not "[id: 5] started" without a
                // level.
                _header.Thread = _header.Thread.Equals(default(Range)) ? (_at + 1)..end : _header.Thread;
                _at = end + 1;
                return IsHeaderBracket(_at);
            }
        }

        return false;
    }

    private readonly bool IsHeaderBracket(int after)
    {
        if (_header.Level is null)
        {
            return false;
        }

        var rest = _line[Math.Min(after, _line.Length)..];
        return rest.StartsWith(" - "u8) || rest.StartsWith(":"u8) || rest.StartsWith(" ["u8) || !_header.Logger.Equals(default(Range));
    }

    /// <summary>A word that may be part of a header: a number, a machine, a name in capitals.</summary>
    private bool TakeDoubtful()
    {
        if (_at >= _line.Length)
        {
            // A bracket that was taken as a thread was the end of the line.
            return false;
        }

        var end = _at;
        var hasDigit = false;
        var isCapitals = true;
        var hasDot = false;
        if (_line[_at] == '[')
        {
            var close = _line[_at..].IndexOf((byte)']');
            _at = close < 0 ? _at : _at + close + 1;
            return close >= 0;
        }

        while (end < _line.Length && _line[end] is > (byte)' ' and not (byte)'|')
        {
            hasDigit |= char.IsAsciiDigit((char)_line[end]);
            isCapitals &= !char.IsAsciiLetterLower((char)_line[end]);
            hasDot |= _line[end] is (byte)'.' or (byte)'_';
            end++;
        }

        if (!hasDigit && !isCapitals && !hasDot && !(_isSystemLog && _header.Host.Equals(default(Range))))
        {
            return false;
        }

        if (_isSystemLog && _header.Host.Equals(default(Range)))
        {
            _header.Host = _at..end;
        }

        _at = end;
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> name) =>
        char.IsAsciiLetter((char)name[0]) && !name.ContainsAnyExcept(NameBytes);

    /// <summary>Two dots, or a dot and a capital at the end: a class or a module, not the end of a sentence.</summary>
    private static bool IsDottedName(ReadOnlySpan<byte> name)
    {
        var last = name.LastIndexOf((byte)'.');
        return last > 0 && last < name.Length - 1 && (name[..last].Contains((byte)'.') || char.IsAsciiLetterUpper((char)name[last + 1]));
    }

    private void SkipMarks() => _at = AfterMarks(_at);

    private readonly int AfterMarks(int at)
    {
        while (at < _line.Length)
        {
            if (_line[at] is <= (byte)' ' or (byte)'|' || (at > 0 && _line[at] is (byte)',' or (byte)':'))
            {
                at++;
            }
            else if (_line[at] == '-' && (at + 1 >= _line.Length || _line[at + 1] == ' '))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
