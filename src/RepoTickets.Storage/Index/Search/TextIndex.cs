using System.Buffers;

namespace RepoTickets.Storage.Index;

/// <summary>
/// The texts of all rows, as numbers of terms in one sorted dictionary, and for each word the rows that have it. Terms are words and what
/// stands between them; a single space between two words is left out. So the text is kept whole in about a third of its size, and phrases
/// and parts of words are answered exactly.
/// </summary>
internal sealed class TextIndex
{
    private readonly byte[] _codes;
    private readonly int[] _codeStarts;
    private readonly bool[] _isWord;
    private readonly TextPostings _postings;

    internal TextIndex(Utf8Heap terms, byte[] codes, int[] codeStarts)
    {
        Terms = terms;
        _codes = codes;
        _codeStarts = codeStarts;
        _isWord = new bool[terms.Count];
        for (var term = 0; term < terms.Count; term++)
        {
            _isWord[term] = FoldedText.StartsWithWordRune(terms[term], out _);
        }

        _postings = TextPostings.Build(this);
    }

    internal static TextIndex Empty { get; } = new(Utf8Heap.Empty, [], [0]);

    internal Utf8Heap Terms { get; }

    internal int RowCount => _codeStarts.Length - 1;

    internal byte[] Codes => _codes;

    internal int[] CodeStarts => _codeStarts;

    internal bool IsWord(int term) => _isWord[term];

    internal ReadOnlySpan<byte> CodesOf(int row) => _codes.AsSpan(_codeStarts[row], _codeStarts[row + 1] - _codeStarts[row]);

    /// <summary>Adds the rows that have a word to a set.</summary>
    internal void AddRows(int term, Span<ulong> target, int firstWord) => _postings.AddRows(term, target, firstWord);

    internal int FindTerm(ReadOnlySpan<byte> text)
    {
        var term = LowerBound(text);
        return term < Terms.Count && Terms[term].SequenceEqual(text) ? term : -1;
    }

    /// <summary>The terms that start with this, from the first up to but not including the second.</summary>
    internal (int From, int Until) FindPrefix(ReadOnlySpan<byte> prefix)
    {
        var from = LowerBound(prefix);
        var low = from;
        var high = Terms.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Terms[middle].StartsWith(prefix))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (from, low);
    }

    /// <summary>The words that contain this.</summary>
    internal List<int> FindWordsContaining(ReadOnlySpan<byte> part)
    {
        var terms = new List<int>();
        var bytes = Terms.Bytes;
        var starts = Terms.Starts;
        var position = 0;
        while (bytes[position..].IndexOf(part) is var found and >= 0)
        {
            position += found;
            var term = starts.BinarySearch(position);
            term = term < 0 ? ~term - 1 : term;
            if (position + part.Length > starts[term + 1])
            {
                // What was found begins in one term and ends in another.
                position++;
                continue;
            }

            if (_isWord[term])
            {
                terms.Add(term);
            }

            position = starts[term + 1];
        }

        return terms;
    }

    /// <summary>The words of a row, without what stands between them.</summary>
    internal int ReadWords(int row, Span<int> words)
    {
        var codes = CodesOf(row);
        var count = 0;
        for (var position = 0; position < codes.Length;)
        {
            var term = Varint.Read(codes, ref position);
            if (_isWord[term])
            {
                words[count++] = term;
            }
        }

        return count;
    }

    /// <summary>The folded text of a row.</summary>
    internal void ReadText(int row, ArrayBufferWriter<byte> target)
    {
        var codes = CodesOf(row);
        var afterWord = false;
        for (var position = 0; position < codes.Length;)
        {
            var term = Varint.Read(codes, ref position);
            if (afterWord && _isWord[term])
            {
                target.Write(" "u8);
            }

            target.Write(Terms[term]);
            afterWord = _isWord[term];
        }
    }

    private int LowerBound(ReadOnlySpan<byte> text)
    {
        var low = 0;
        var high = Terms.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Terms[middle].SequenceCompareTo(text) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
