using System.Buffers;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <content>Words that hold more than letters.</content>
internal ref partial struct Canonicalizer
{
    private static readonly SearchValues<byte> MachineBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz.-_"u8);

    private void Mixed(int start, int end, ByteClass kinds)
    {
        if ((kinds & ByteClass.Wide) != 0)
        {
            WideWord(start, end);
            return;
        }

        var first = start;
        var last = end;
        while (first < last && ByteClasses.Of(_text[first]) == ByteClass.Inner)
        {
            first++;
        }

        while (last > first && ByteClasses.Of(_text[last - 1]) == ByteClass.Inner)
        {
            last--;
        }

        if (first == last || (first - start > 1 && _text[start] == '-' && _text[start + 1] == '-' && TakeDashed(start, end)))
        {
            return;
        }

        var word = _text[first..last];
        if (IsVariable(word, _text[start..end], kinds))
        {
            if ((kinds & ByteClass.Slash) != 0)
            {
                TakeUntilBreak(start, end);
            }
            else
            {
                Slot(start, end);
            }
        }
        else if ((kinds & ~(ByteClass.Letter | ByteClass.Inner)) == 0)
        {
            Plain(first, last);
        }
        else if (word.Length > CanonicalLimits.WordBytes)
        {
            Slot(start, end);
        }
        else
        {
            Constant(word);
        }
    }

    private static bool IsVariable(ReadOnlySpan<byte> word, ReadOnlySpan<byte> whole, ByteClass kinds)
    {
        if ((kinds & ByteClass.Digit) != 0)
        {
            return !IsFaultName(word);
        }

        if ((kinds & ByteClass.Slash) != 0)
        {
            return IsPath(whole);
        }

        if ((kinds & ByteClass.At) != 0)
        {
            var at = word.IndexOf((byte)'@');
            return at > 0 && at < word.Length - 1;
        }

        return word.Contains((byte)'.') && (IsHost(word) || IsFileName(word));
    }

    /// <summary>The class of an exception says which fault it is, digits or not.</summary>
    private static bool IsFaultName(ReadOnlySpan<byte> word) =>
        word.Length > 5 && ByteClasses.Of(word[0]) == ByteClass.Letter && (word.EndsWith("Exception"u8) || word.EndsWith("Error"u8));

    /// <summary>Rooted, or with more than one separator, or a separator and a dot; <c>read/write</c> is no path.</summary>
    private static bool IsPath(ReadOnlySpan<byte> whole)
    {
        if (whole.Contains((byte)'\\'))
        {
            return true;
        }

        var slash = whole.IndexOf((byte)'/');
        if (slash == 0 || (slash > 0 && (whole[0] is (byte)'.' or (byte)'~')))
        {
            return whole.Length > 1;
        }

        var rest = whole[(slash + 1)..];
        return rest.Contains((byte)'/') || whole[..^1].Contains((byte)'.');
    }

    /// <summary>Names of machines, and packages written the same way in lower case: dotted, the end or the beginning a domain.</summary>
    private static bool IsHost(ReadOnlySpan<byte> word)
    {
        if (word.ContainsAnyExcept(MachineBytes))
        {
            return false;
        }

        var lastDot = word.LastIndexOf((byte)'.');
        var end = word[(lastDot + 1)..];
        var firstDot = word.IndexOf((byte)'.');
        var labels = word.Count((byte)'.') + 1;
        if (labels == 2)
        {
            return Vocabulary.Domains.Contains(end);
        }

        return (end.Length == 2 && (labels > 3 || !Vocabulary.SourceEndings.Contains(end))) || Vocabulary.Domains.Contains(end) ||
            Vocabulary.Domains.Contains(word[..firstDot]);
    }

    /// <summary>What stands before a port: dotted, all in lower case.</summary>
    private static bool IsMachine(ReadOnlySpan<byte> word) =>
        word.Contains((byte)'.') && !IsSourceFile(word) && !word.ContainsAnyExcept(MachineBytes);

    private static bool IsSourceFile(ReadOnlySpan<byte> word) =>
        Vocabulary.SourceEndings.Contains(word[(word.LastIndexOf((byte)'.') + 1)..]);

    private static bool IsFileName(ReadOnlySpan<byte> word) => Vocabulary.FileEndings.Contains(word[(word.LastIndexOf((byte)'.') + 1)..]);

    private static bool IsLiteral(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= 9 && (word[0] | 0x20) is 't' or 'f' or 'n' or 'u' && Vocabulary.Literals.Contains(word);

    private static bool IsHexadecimal(ReadOnlySpan<byte> word)
    {
        foreach (var value in word)
        {
            if (!char.IsAsciiHexDigit((char)value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Text outside ASCII is kept in pieces; the ASCII parts within are read as words of their own, since many scripts put no blanks
    /// between a word and a number.
    /// </summary>
    private void WideWord(int start, int end)
    {
        const int piece = 48;
        var at = start;
        while (at < end && _tokens < CanonicalLimits.Tokens)
        {
            var wide = _text[at] >= 0x80;
            var stop = at;
            while (stop < end && (_text[stop] >= 0x80) == wide && (!wide || stop - at < piece ||
                (_text[stop] & 0xC0) == 0x80) && stop - at < CanonicalLimits.WordBytes)
            {
                stop++;
            }

            if (wide)
            {
                Constant(_text[at..stop]);
            }
            else
            {
                var kinds = ByteClass.None;
                foreach (var value in _text[at..stop])
                {
                    kinds |= ByteClasses.Of(value);
                }

                Narrow(at, stop, kinds);
            }

            at = stop;
        }
    }

    private void Narrow(int start, int end, ByteClass kinds)
    {
        if (kinds == ByteClass.Letter)
        {
            Plain(start, end);
        }
        else
        {
            Mixed(start, end, kinds & ~ByteClass.Wide);
        }
    }

    /// <summary>What begins before a colon and goes on behind it: links, drives, and addresses of hexadecimal groups.</summary>
    private bool TakeAddress(int start, int end, ByteClass kinds)
    {
        var next = _text[end + 1];
        if (next == '/' && end + 2 < _text.Length && _text[end + 2] == '/')
        {
            TakeUntilBreak(start, SkipCredentials(end + 3));
            return true;
        }

        if (next == '\\' && end - start == 1 && kinds == ByteClass.Letter)
        {
            TakeUntilBreak(start, end + 2);
            return true;
        }

        if (end - start <= 4 && char.IsAsciiHexDigit((char)next) && TakeHexadecimalGroups(start))
        {
            return true;
        }

        // A dotted name and a port.
        if (ByteClasses.Of(next) == ByteClass.Digit && kinds == (ByteClass.Letter | ByteClass.Inner) && IsMachine(_text[start..end]))
        {
            Slot(start, end);
            return true;
        }

        return false;
    }

    private void TakeUntilBreak(int start, int from)
    {
        var end = from;
        while (end < _text.Length && _text[end] is not (<= (byte)' ' or (byte)'"' or (byte)'<' or (byte)'>' or (byte)'|' or (byte)')' or
            (byte)']' or (byte)'}' or (byte)','))
        {
            end++;
        }

        // A quotation that holds the link ends it.
        end = _quoteEnd >= from && _quoteEnd < end ? _quoteEnd : end;
        _at = end;
        Slot(start, end);
    }

    private bool TakeHexadecimalGroups(int start)
    {
        var colons = start > 0 && _text[start - 1] == ':' ? 1 : 0;
        var end = start;
        while (end < _text.Length && (char.IsAsciiHexDigit((char)_text[end]) || _text[end] is (byte)':' or (byte)'.'))
        {
            colons += _text[end] == ':' ? 1 : 0;
            end++;
        }

        if (colons < 2 || (end < _text.Length && (ByteClasses.Of(_text[end]) & (ByteClass.Letter | ByteClass.Wide)) != 0))
        {
            return false;
        }

        _at = end;
        Slot(start, end);
        return true;
    }
}
