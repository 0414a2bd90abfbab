using System.Runtime.CompilerServices;

namespace RepoTickets.LogTriage.Grouping.Canonical;

/// <summary>
/// Takes the variable parts out of a message: one pass over UTF-8, no regular expressions, nothing allocated. What is left are words joined
/// by single blanks; <c>*</c> stands for anything that varies, whatever its kind, because one writer logs an address where another logs a
/// name. Runs of variable parts count as one, and so do lists of them.
/// </summary>
/// <remarks>
/// The form is part of every group's name. A change to any rule here needs a new <see cref="GroupingAlgorithm.Version"/>.
/// </remarks>
internal ref partial struct Canonicalizer
{
    private const byte Placeholder = (byte)'*';
    private const byte Escape = 0x1B;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<byte> _output;
    private readonly List<Range>? _slots;
    private readonly bool _keepLetters;
    private int _at;
    private int _length;
    private int _tokens;
    private int _constants;
    private int _quoteEnd;

    private Canonicalizer(ReadOnlySpan<byte> text, Span<byte> output, List<Range>? slots, bool keepLetters)
    {
        _text = text.Length > CanonicalLimits.LineBytes ? text[..CanonicalLimits.LineBytes] : text;
        _output = output;
        _slots = slots;
        _keepLetters = keepLetters;
        _quoteEnd = -1;
    }

    /// <summary>
    /// Writes the canonical form of <paramref name="text"/> to <paramref name="output"/>, which holds
    /// <see cref="CanonicalLimits.CanonicalBytes"/>, and returns its length.
    /// </summary>
    internal static int Write(ReadOnlySpan<byte> text, Span<byte> output) => Write(text, output, null);

    /// <summary>As above; also says where in the text each placeholder stood.</summary>
    internal static int Write(ReadOnlySpan<byte> text, Span<byte> output, List<Range>? slots)
    {
        var canonicalizer = new Canonicalizer(text, output, slots, keepLetters: false);
        canonicalizer.Run();
        if (canonicalizer._constants > 0 || canonicalizer._length == 0)
        {
            return canonicalizer._length;
        }

        // Nothing but variable parts: all such lines would be one group. The letters inside them still tell some apart.
        slots?.Clear();
        canonicalizer = new Canonicalizer(text, output, slots, keepLetters: true);
        canonicalizer.Run();
        return canonicalizer._length;
    }

    private void Run()
    {
        while (_at < _text.Length && _tokens < CanonicalLimits.Tokens)
        {
            var value = _text[_at];
            var kind = ByteClasses.Of(value);
            if ((kind & ByteClass.End) == 0)
            {
                Word();
            }
            else if (kind == ByteClass.Space)
            {
                _at += value == Escape ? ColourLength() : 1;
            }
            else
            {
                Delimiter(value);
            }
        }
    }

    /// <summary>The length of a sequence that colours a terminal: "ESC[31m". Its digits belong to no word.</summary>
    private readonly int ColourLength()
    {
        var length = 1;
        if (_at + 1 < _text.Length && _text[_at + 1] == '[')
        {
            length = 2;
            while (_at + length < _text.Length && length < 16 && _text[_at + length] is (>= (byte)'0' and <= (byte)'9') or (byte)';')
            {
                length++;
            }

            length += _at + length < _text.Length ? 1 : 0;
        }

        return length;
    }

    private void Word()
    {
        var start = _at;
        var end = start;
        var kinds = ByteClass.None;
        while (end < _text.Length)
        {
            var kind = ByteClasses.Of(_text[end]);
            if ((kind & ByteClass.End) != 0)
            {
                if (!IsApostrophe(end, kinds))
                {
                    break;
                }

                kind = ByteClass.Letter;
            }

            if (_text[end] == '.' && end > start && end + 1 < _text.Length && _text[end + 1] == '.' &&
                ByteClasses.Of(_text[end - 1]) == ByteClass.Letter)
            {
                // Dots that lead to a value, or an ellipsis, end a word: "enable......1".
                break;
            }

            kinds |= kind;
            end++;
        }

        _at = end;
        if (end + 1 < _text.Length && _text[end] == ':' && TakeAddress(start, end, kinds))
        {
            return;
        }

        if (kinds == ByteClass.Letter)
        {
            Plain(start, end);
        }
        else
        {
            Mixed(start, end, kinds);
        }
    }

    private readonly bool IsApostrophe(int at, ByteClass before) =>
        _text[at] == '\'' && (before & ByteClass.Letter) != 0 && at + 1 < _text.Length &&
        ByteClasses.Of(_text[at + 1]) == ByteClass.Letter && ByteClasses.Of(_text[at - 1]) == ByteClass.Letter && at != _quoteEnd;

    /// <summary>A word of letters alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Plain(int start, int end)
    {
        var word = _text[start..end];
        if (EndsWithSlot && Vocabulary.Units.Contains(word))
        {
            ExtendSlot(end);
        }
        else if (word.Length > CanonicalLimits.WordBytes || IsLiteral(word) || (word.Length >= 7 && IsHexadecimal(word)))
        {
            Slot(start, end);
        }
        else
        {
            Constant(word);
        }
    }

    /// <summary>Puts a word down as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Constant(ReadOnlySpan<byte> word)
    {
        if (_length > 0)
        {
            _output[_length++] = (byte)' ';
        }

        word.CopyTo(_output[_length..]);
        _length += word.Length;
        _tokens++;
        _constants++;
    }

    /// <summary>Puts a placeholder down, unless the form ends with one already.</summary>
    private void Slot(int start, int end)
    {
        DropCalendar(ref start);
        if (_keepLetters)
        {
            Skeleton(_text[start..end]);
            _slots?.Add(start..end);
            return;
        }

        if (EndsWithSlot)
        {
            ExtendSlot(end);
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

    private readonly bool EndsWithSlot => _length > 0 && _output[_length - 1] == Placeholder;

    private readonly void ExtendSlot(int end)
    {
        if (_slots is { Count: > 0 })
        {
            _slots[^1] = _slots[^1].Start..end;
        }
    }

    /// <summary>The last word put down, with what is glued to it; empty when there is none.</summary>
    private readonly ReadOnlySpan<byte> LastToken
    {
        get
        {
            var written = _output[.._length];
            return written[(written.LastIndexOf((byte)' ') + 1)..];
        }
    }

    /// <summary>Takes back days and months that stand before a number: they are part of a date.</summary>
    private void DropCalendar(ref int start)
    {
        while (_length > 2 && !EndsWithSlot)
        {
            var last = LastToken;
            if (last.IsEmpty || (last[0] & 0x20) != 0 || !Vocabulary.Calendar.Contains(last))
            {
                return;
            }

            var before = _text[..start].LastIndexOf(last);
            start = before >= 0 ? before : start;
            _length = Math.Max(0, _length - last.Length - 1);
            _tokens--;
            _constants--;
        }
    }

    /// <summary>
    /// Puts down the runs of letters of a variable part, with placeholders between: no secrets, and nothing of a user, before an "at" sign.
    /// </summary>
    private void Skeleton(ReadOnlySpan<byte> value)
    {
        value = value[(value.LastIndexOf((byte)'@') + 1)..];
        Span<byte> letters = stackalloc byte[CanonicalLimits.WordBytes];
        var count = 0;
        var run = 0;
        for (var index = 0; index <= value.Length && count < letters.Length - 1; index++)
        {
            if (index < value.Length && ByteClasses.Of(value[index]) == ByteClass.Letter)
            {
                run++;
                continue;
            }

            var taken = Math.Min(run, letters.Length - 1 - count);
            if (run >= 3 && !IsHexadecimal(value.Slice(index - run, run)) && !IsOfKey(value, index - run, index))
            {
                value.Slice(index - run, taken).CopyTo(letters[count..]);
                count += taken;
            }

            run = 0;
            if (index < value.Length && (count == 0 || letters[count - 1] != Placeholder))
            {
                letters[count++] = Placeholder;
            }

            index = index < value.Length && EndOfHidden(value, index) is var hidden && hidden > index ? hidden - 1 : index;
        }

        if (count == 1 && letters[0] == Placeholder && EndsWithSlot)
        {
            return;
        }

        if (_length > 0)
        {
            _output[_length++] = (byte)' ';
        }

        letters[..count].CopyTo(_output[_length..]);
        _length += count;
        _tokens++;
    }
}
