using System.Buffers;
using System.Numerics;

namespace RepoTickets.Storage.Index;

/// <summary>
/// A text condition, made ready for one text index: words as term numbers, so that rows are found through the lists of words.
/// </summary>
internal sealed class CompiledText
{
    private readonly TextIndex _text;
    private readonly TextMatch _match;
    private readonly byte[] _part;
    private readonly List<(int From, int Until)[]> _constraints = [];
    private readonly bool _needsVerification;

    internal CompiledText(TextFilter filter, TextIndex text)
    {
        _text = text;
        _match = filter.Match;
        _part = FoldedText.Of(filter.Text);
        if (_match == TextMatch.Substring)
        {
            _needsVerification = !AddPartConstraints();
        }
        else
        {
            var words = WordsOf(filter);
            for (var i = 0; i < words.Length; i++)
            {
                var isPrefix = _match == TextMatch.Prefix && i == words.Length - 1;
                _constraints.Add([isPrefix ? text.FindPrefix(words[i]) : Exactly(words[i])]);
            }

            _needsVerification = words.Length > 1;
        }
    }

    internal static byte[][] WordsOf(TextFilter filter) => [.. SearchText.Words(filter.Text).Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Keeps of a set of rows only those whose text matches.</summary>
    internal void Narrow(Span<ulong> rows, int firstWord)
    {
        foreach (var ranges in _constraints)
        {
            using var found = new RowBits(rows.Length);
            foreach (var (from, until) in ranges)
            {
                for (var term = from; term < until; term++)
                {
                    _text.AddRows(term, found.Words, firstWord);
                }
            }

            RowBits.And(rows, found.Words);
        }

        if (_needsVerification)
        {
            Verify(rows, firstWord);
        }
    }

    private (int From, int Until) Exactly(ReadOnlySpan<byte> word)
    {
        var term = _text.FindTerm(word);
        return term < 0 ? default : (term, term + 1);
    }

    /// <summary>
    /// A part that is all word characters lies within one word, so the words that contain it are the whole answer (true). Otherwise its
    /// words only say where to look: those inside must be whole, the first may begin and the last may end elsewhere.
    /// </summary>
    private bool AddPartConstraints()
    {
        ReadOnlySpan<byte> rest = _part;
        var isFirst = true;
        while (!rest.IsEmpty)
        {
            var length = FoldedText.RunLength(rest, out var isWord);
            var isLast = length == rest.Length;
            if (isWord)
            {
                var word = rest[..length];
                _constraints.Add(
                    isFirst ? [.. _text.FindWordsContaining(word).Select(term => (term, term + 1))] :
                    isLast ? [_text.FindPrefix(word)] : [Exactly(word)]);
                if (isFirst && isLast)
                {
                    return true;
                }
            }

            isFirst = false;
            rest = rest[length..];
        }

        return false;
    }

    private void Verify(Span<ulong> rows, int firstWord)
    {
        var words = ArrayPool<int>.Shared.Rent(256);
        var text = new ArrayBufferWriter<byte>();
        for (var i = 0; i < rows.Length; i++)
        {
            for (var rest = rows[i]; rest != 0; rest &= rest - 1)
            {
                var bit = BitOperations.TrailingZeroCount(rest);
                var row = ((firstWord + i) * 64) + bit;
                if (!(_match == TextMatch.Substring ? ContainsPart(row, text) : ContainsSequence(row, ref words)))
                {
                    rows[i] &= ~(1UL << bit);
                }
            }
        }

        ArrayPool<int>.Shared.Return(words);
    }

    private bool ContainsPart(int row, ArrayBufferWriter<byte> text)
    {
        text.ResetWrittenCount();
        _text.ReadText(row, text);
        return text.WrittenSpan.IndexOf(_part) >= 0;
    }

    private bool ContainsSequence(int row, ref int[] buffer)
    {
        var needed = _text.CodesOf(row).Length;
        if (buffer.Length < needed)
        {
            ArrayPool<int>.Shared.Return(buffer);
            buffer = ArrayPool<int>.Shared.Rent(needed);
        }

        var words = buffer.AsSpan(0, _text.ReadWords(row, buffer));
        for (var start = 0; start + _constraints.Count <= words.Length; start++)
        {
            var matched = 0;
            while (matched < _constraints.Count && IsWithin(words[start + matched], _constraints[matched][0]))
            {
                matched++;
            }

            if (matched == _constraints.Count)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWithin(int term, (int From, int Until) range) => term >= range.From && term < range.Until;
}
