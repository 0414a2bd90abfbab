using System.Buffers;
using RepoTickets.LogTriage.Redaction;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <content>Values that a name says are secret: the form is kept in files, so that no letter of them may stay.</content>
internal ref partial struct Canonicalizer
{
    private const int LongestName = 80;

    /// <summary>How far the end of an element is looked for.</summary>
    private const int LongestElement = 1024;

    private static readonly SearchValues<byte> EndsOfAuthority = SearchValues.Create(" \t\r\n\"'<>/?#\\"u8);

    /// <summary>Takes out the value behind the separator at a place when the name before it is that of a secret.</summary>
    private void TakeSecret(int separator)
    {
        if (SecretValue.TryFind(_text, separator, separator + 1, out var start, out var end))
        {
            Hide(start, end);
        }
    }

    /// <summary><c>&lt;password&gt;x&lt;/password&gt;</c>: the name stands in an element.</summary>
    private void TakeSecretElement(int close)
    {
        var before = _text[Math.Max(0, close - LongestName)..close];
        var open = before.LastIndexOf((byte)'<');
        if (open < 0 || !SecretWords.NamesSecret(before[(open + 1)..]))
        {
            return;
        }

        var rest = _text[(close + 1)..];
        var length = rest[..Math.Min(LongestElement, rest.Length)].IndexOf("</"u8);
        if (length > 0)
        {
            Hide(close + 1, close + 1 + length);
        }
    }

    /// <summary><c>--password x</c> as on a command line, and blocks of private keys.</summary>
    private bool TakeDashed(int start, int end)
    {
        if (_text[start..].StartsWith("-----BEGIN"u8))
        {
            return TakePrivateKey(start);
        }

        if (end < _text.Length && _text[end] == ' ' && SecretWords.NamesSecret(_text[(start + 2)..end])
            && SecretValue.TryTake(_text, end, out var from, out var to) && _text[from] != '-')
        {
            Constant(_text[(start + 2)..Math.Min(end, start + 2 + CanonicalLimits.WordBytes)]);
            Hide(from, to);
            return true;
        }

        return false;
    }

    private bool TakePrivateKey(int start)
    {
        var rest = _text[start..];
        if (rest[..Math.Min(LongestName, rest.Length)].IndexOf("PRIVATE KEY"u8) < 0)
        {
            return false;
        }

        var end = rest.IndexOf("-----END "u8);
        var mark = end < 0 ? -1 : rest[(end + 9)..].IndexOf("-----"u8);
        Hide(start, start + (end < 0 ? rest.Length : mark is < 0 or > 60 ? end + 9 : end + 9 + mark + 5));
        return true;
    }

    /// <summary>Where a link goes on behind the user and the password in it, which may hold what ends a link elsewhere.</summary>
    private readonly int SkipCredentials(int from)
    {
        var rest = _text[from..];
        var end = rest.IndexOfAny(EndsOfAuthority);
        return from + rest[..(end < 0 ? rest.Length : end)].LastIndexOf((byte)'@') + 1;
    }

    /// <summary>Puts a placeholder down for a value that not even the letters are kept of, and goes on behind it and its quote.</summary>
    private void Hide(int start, int end)
    {
        _at = end;
        if (start > 0 && end < _text.Length && ByteClasses.Of(_text[start - 1]) == ByteClass.Delimiter)
        {
            _at += _text[end] == _text[start - 1] ? 1 : _text[end] == '\\' ? 2 : 0;
            _at = Math.Min(_at, _text.Length);
        }

        if (EndsWithSlot)
        {
            ExtendSlot(end);
            return;
        }

        if (_tokens == CanonicalLimits.Tokens)
        {
            return;
        }

        if (_length > 0)
        {
            _output[_length++] = (byte)' ';
        }

        _output[_length++] = Placeholder;
        _tokens++;
        _slots?.Add(start..end);
    }

    /// <summary>
    /// The end of what must not be read of the letters of a value, where something such begins at <paramref name="at"/>; else
    /// <paramref name="at"/>.
    /// </summary>
    private static int EndOfHidden(ReadOnlySpan<byte> value, int at)
    {
        var isEncoded = value[at] == '%' && at + 2 < value.Length && value[at + 1] == '3' && (value[at + 2] | 0x20) is 'd' or 'a';
        return (value[at] is (byte)'=' or (byte)':' || isEncoded)
            && SecretValue.TryFind(value, at, at + (isEncoded ? 3 : 1), out _, out var end) ? end : at;
    }

    /// <summary>Letters within a long run of letters and digits are pieces of a key and no words.</summary>
    private static bool IsOfKey(ReadOnlySpan<byte> value, int start, int end)
    {
        const int least = 16;
        var (first, last) = (start, end);
        while (first > 0 && start - first < least && char.IsAsciiLetterOrDigit((char)value[first - 1]))
        {
            first--;
        }

        while (last < value.Length && last - end < least && char.IsAsciiLetterOrDigit((char)value[last]))
        {
            last++;
        }

        return last - first >= least && value[first..last].ContainsAnyInRange((byte)'0', (byte)'9');
    }
}
