using RepoTickets.LogTriage.Redaction;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <content>Punctuation that gives what follows it a meaning: equals signs, colons, quotes.</content>
internal ref partial struct Canonicalizer
{
    private void Delimiter(byte value)
    {
        switch (value)
        {
            case (byte)'=':
                EqualsSign();
                break;
            case (byte)':':
                Colon();
                break;
            case (byte)'"' or (byte)'\'' or (byte)'`':
                Quote(value);
                break;
            case (byte)'>':
                _at++;
                if (_at > 2 && SecretWords.MayEndWith(_text[_at - 3], _text[_at - 2]))
                {
                    TakeSecretElement(_at - 1);
                }

                break;
            default:
                _at++;
                break;
        }
    }

    /// <summary>An equals sign is kept with the key before it: a value follows, which may be empty.</summary>
    private void EqualsSign()
    {
        var separator = _at;
        var before = _at > 0 ? _text[_at - 1] : (byte)' ';
        var after = _at + 1 < _text.Length ? _text[_at + 1] : (byte)' ';
        _at++;
        if (before is (byte)'!' or (byte)'<' or (byte)'>' or (byte)'=' || after is (byte)'=' or (byte)'>' or (byte)'~')
        {
            // A comparison or an arrow gives nothing a value, but a secret may stand behind it.
            TakeSecret(separator);
            return;
        }

        if (_length > 0 && !EndsWithSlot && _output[_length - 1] is not ((byte)'=' or (byte)':'))
        {
            _output[_length++] = (byte)'=';
        }

        TakeSecret(separator);
    }

    /// <summary>A colon is kept with the word before it: it says that a value may follow.</summary>
    private void Colon()
    {
        if (_length > 0 && _at > 0 && !EndsWithSlot && _output[_length - 1] != ':' &&
            (_at - 1 == _quoteEnd || ByteClasses.Of(_text[_at - 1]) != ByteClass.Delimiter))
        {
            _output[_length++] = (byte)':';
        }

        _at++;
        TakeSecret(_at - 1);
    }

    private void Quote(byte quote)
    {
        var open = _at++;
        if (open == _quoteEnd)
        {
            return;
        }

        if (quote != '"' && open > 0 && (ByteClasses.Of(_text[open - 1]) & ByteClass.End) == 0)
        {
            return;
        }

        var close = ClosingQuote(open);
        if (close < 0)
        {
            return;
        }

        var after = close + 1 < _text.Length ? _text[close + 1] : (byte)' ';
        if (after is (byte)':' or (byte)'=' || IsSentence(_text[(open + 1)..close]) || EndsWithTextKey())
        {
            _quoteEnd = close;
            return;
        }

        _at = close + 1;
        Slot(open, close + 1);
    }

    /// <summary>Three words or more, or a request: that is text which was quoted, not a value.</summary>
    private static bool IsSentence(ReadOnlySpan<byte> quoted)
    {
        var blank = quoted.IndexOf((byte)' ');
        if (blank < 0)
        {
            return false;
        }

        return Vocabulary.Verbs.Contains(quoted[..blank]) || quoted[(blank + 1)..].Contains((byte)' ');
    }

    private readonly bool EndsWithTextKey()
    {
        var last = LastToken;
        return last.Length > 1 && last[^1] is (byte)'=' or (byte)':' && Vocabulary.TextKeys.Contains(last[..^1]);
    }

    /// <summary>The quote that closes the one at <paramref name="open"/>; -1 when there is none near.</summary>
    private readonly int ClosingQuote(int open)
    {
        var quote = _text[open];
        var at = open + 1;
        var limit = Math.Min(_text.Length, at + CanonicalLimits.QuoteBytes);
        while (at < limit)
        {
            var found = quote == '`' ? _text[at..limit].IndexOfAny((byte)'`', (byte)'\'') : _text[at..limit].IndexOf(quote);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            var escaped = quote == '"' && _text[at - 1] == '\\';
            var inside = quote != '"' && at + 1 < _text.Length &&
                (ByteClasses.Of(_text[at + 1]) & (ByteClass.Letter | ByteClass.Digit)) != 0;
            if (!escaped && !inside)
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}
