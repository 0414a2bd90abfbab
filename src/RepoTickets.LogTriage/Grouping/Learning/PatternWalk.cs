using System.Runtime.CompilerServices;
using RepoTickets.LogTriage.Grouping.Canonical;

namespace RepoTickets.LogTriage.Grouping.Learning;

/// <summary>
/// The patterns of a form, one after the other: the form with one place taken out, or, behind a word that opens a name, with up to three
/// words taken out, or with all values of keys taken out at once.
/// </summary>
internal ref struct PatternWalk
{
    private const int LongestValue = 3;

    private readonly TokenList _tokens;
    private readonly ulong _seed;
    private readonly int _constants;
    private int _start;
    private int _length;
    private bool _all;
    private bool _tookAll;

    internal PatternWalk(ReadOnlySpan<byte> form, ulong seed, Span<(int Start, int Length)> ranges, Span<ulong> hashes)
    {
        _tokens = new(form, ranges, hashes);
        _seed = seed;
        if (_tokens.Count > TokenList.MaximumTokens)
        {
            _start = int.MaxValue - LongestValue;
            return;
        }

        for (var index = 0; index < _tokens.Count; index++)
        {
            HasSlot |= _tokens.IsSlot(index);
            _constants += IsContent(index) ? 1 : 0;
        }

        OwnKey = KeyWithout();
    }

    /// <summary>The form holds a placeholder.</summary>
    internal bool HasSlot { get; }

    /// <summary>The form as the pattern that it is itself.</summary>
    internal UInt128 OwnKey { get; }

    /// <summary>The pattern.</summary>
    internal UInt128 Key { get; private set; }

    /// <summary>A hash of what was taken out.</summary>
    internal uint Value { get; private set; }

    /// <summary>What this value adds to the evidence.</summary>
    internal byte Weight { get; private set; }

    /// <summary>How much evidence makes the place variable.</summary>
    internal byte Needed { get; private set; }

    /// <summary>How much is enough when records with digits were seen at the same place.</summary>
    internal byte NeededBeside { get; private set; }

    /// <summary>Goes to the next pattern; false at the end.</summary>
    internal bool Next()
    {
        while (_start < _tokens.Count)
        {
            if (TakeOne())
            {
                return true;
            }
        }

        return false;
    }

    private bool TakeOne()
    {
        if (_start == 0 && !_tookAll)
        {
            _tookAll = true;
            if (TakeAllValues())
            {
                return true;
            }
        }

        _all = false;
        _length++;
        var context = ContextOf(_start);
        if (_length > LongestValue || _start + _length > _tokens.Count || IsFixed(_start + _length - 1, context) || (_length > 1 && context == SlotContext.None))
        {
            _start++;
            _length = 0;
            return false;
        }

        var left = _constants;
        byte weight = 0;
        for (var index = _start; index < _start + _length; index++)
        {
            left -= IsContent(index) ? 1 : 0;
            weight = Math.Max(weight, SlotWords.WeightOf(_tokens[index]));
        }

        if (left < 2)
        {
            return false;
        }

        // A name that stands before a colon and a number, where others have an address and a port, is one; alone it is a heading.
        var isHeading = context == SlotContext.None && _tokens[_start][^1] == ':';
        if (isHeading && (left < 4 || _start + 1 >= _tokens.Count || !_tokens.IsSlot(_start + 1)))
        {
            return false;
        }

        Weight = weight;
        Needed = _start == 0 || isHeading ? byte.MaxValue : NeededFor(context, left, _length);
        NeededBeside = context >= SlotContext.Preposition || left >= 4 ? (byte)1 : (byte)3;
        Key = KeyWithout();
        Value = ValueTaken();
        return true;
    }

    /// <summary>All places that open a name at once: where several vary together, none gathers evidence alone.</summary>
    private bool TakeAllValues()
    {
        _all = true;
        var left = _constants;
        var taken = 0;
        Needed = 4;
        for (var index = 0; index < _tokens.Count; index++)
        {
            if (IsTaken(index))
            {
                left -= IsContent(index) ? 1 : 0;
                taken++;
            }
        }

        if (taken < 2 || left < 2)
        {
            return false;
        }

        Weight = 1;
        NeededBeside = 2;
        Key = KeyWithout();
        Value = ValueTaken();
        return true;
    }

    private static byte NeededFor(SlotContext context, int left, int length) => context switch
    {
        SlotContext.Key => 4,
        SlotContext.Noun when length > 1 => 6,
        SlotContext.Noun => (byte)Math.Max(3, 7 - left),
        SlotContext.Colon => (byte)(length > 1 ? 10 : 5),
        SlotContext.Preposition => (byte)Math.Max(4, 8 - left),
        _ => (byte)Math.Max(5, 12 - left),
    };

    /// <summary>Room for the pattern.</summary>
    internal readonly int PatternBytes => _tokens.Bytes + 1;

    /// <summary>Writes the pattern as a canonical form; returns its length.</summary>
    internal readonly int WritePattern(Span<byte> output)
    {
        var length = 0;
        for (var index = 0; index < _tokens.Count; index++)
        {
            var taken = IsTaken(index);
            if ((taken || _tokens.IsSlot(index)) && length > 0 && output[length - 1] == '*')
            {
                continue;
            }

            if (length > 0)
            {
                output[length++] = (byte)' ';
            }

            var word = taken ? "*"u8 : _tokens[index];
            word.CopyTo(output[length..]);
            length += word.Length;
        }

        return length;
    }

    private readonly bool IsFixed(int index, SlotContext context) => _tokens.IsSlot(index) || SlotWords.IsProtected(_tokens[index], context);

    private readonly bool IsTaken(int index)
    {
        if (!_all)
        {
            return index >= _start && index < _start + _length;
        }

        var context = ContextOf(index);
        return context >= SlotContext.Noun && !IsFixed(index, context) && SlotWords.WeightOf(_tokens[index]) > 0;
    }

    private readonly bool IsContent(int index)
    {
        var word = _tokens[index];
        return !_tokens.IsSlot(index) && !SlotWords.IsGrammar(word);
    }

    private readonly SlotContext ContextOf(int index) =>
        index == 0 || index >= _tokens.Count ? SlotContext.None : SlotWords.ContextOf(_tokens[index], _tokens[index - 1]);

    private readonly UInt128 KeyWithout()
    {
        const ulong placeholder = 0x1D8E4E27C47D124F;
        ulong low = _seed, high = ~_seed;
        var afterSlot = false;
        for (var index = 0; index < _tokens.Count; index++)
        {
            var isSlot = _tokens.IsSlot(index) || IsTaken(index);
            if (isSlot && afterSlot)
            {
                continue;
            }

            var hash = isSlot ? placeholder : _tokens.HashOf(index);
            low = TextHash.Fold(low ^ hash, 0x9FB21C651E98DF25);
            high = TextHash.Fold(high + hash, 0xD6E8FEB86659FD93);
            afterSlot = isSlot;
        }

        return new UInt128(high, low);
    }

    private readonly uint ValueTaken()
    {
        ulong value = 0;
        for (var index = 0; index < _tokens.Count; index++)
        {
            if (IsTaken(index))
            {
                value = TextHash.Fold(value ^ _tokens.HashOf(index), 0x9FB21C651E98DF25);
            }
        }

        return (uint)value;
    }
}
