using System.Runtime.InteropServices;

namespace RepoTickets.Storage.Index;

/// <summary>Builds a text index from the rows of an older one and from new texts.</summary>
internal sealed class TextIndexBuilder
{
    private readonly TextIndex _older;
    private readonly int[] _sources;
    private readonly byte[][] _texts;
    private readonly TermTable _table = new();
    private readonly List<int> _newCodes = [];
    private readonly int[] _newCodeStarts;
    private readonly int[] _termOfOlder;
    private int[] _termOfNew = [];

    private TextIndexBuilder(TextIndex older, int[] sources, byte[][] texts)
    {
        (_older, _sources, _texts) = (older, sources, texts);
        _newCodeStarts = new int[texts.Length + 1];
        _termOfOlder = new int[older.Terms.Count];
    }

    /// <param name="older">Where rows are taken from.</param>
    /// <param name="sources">For each row its row in <paramref name="older"/>, or the complement of its place in
    /// <paramref name="texts"/>.</param>
    /// <param name="texts">Folded UTF-8.</param>
    internal static TextIndex Build(TextIndex older, int[] sources, byte[][] texts)
    {
        var builder = new TextIndexBuilder(older, sources, texts);
        builder.ReadNewTexts();
        var terms = builder.MergeTerms();
        return builder.Encode(terms);
    }

    private void ReadNewTexts()
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            ReadOnlySpan<byte> text = _texts[i];
            var afterWord = false;
            while (!text.IsEmpty)
            {
                var length = FoldedText.RunLength(text, out var isWord);
                var isImplied = !isWord && afterWord && length == 1 && text[0] == (byte)' ' && text.Length > 1;
                if (!isImplied)
                {
                    _newCodes.Add(_table.Add(text[..length]));
                }

                afterWord = isWord;
                text = text[length..];
            }

            _newCodeStarts[i + 1] = _newCodes.Count;
        }
    }

    /// <summary>One sorted dictionary of the terms that are used; from then on the maps hold their new numbers.</summary>
    private Utf8Heap MergeTerms()
    {
        MarkUsedTerms();
        var added = new int[_table.Count];
        for (var i = 0; i < added.Length; i++)
        {
            added[i] = i;
        }

        Array.Sort(added, (left, right) => _table[left].SequenceCompareTo(_table[right]));
        _termOfNew = new int[_table.Count];
        var merged = new Utf8Heap.Builder(_older.Terms.Count + added.Length);
        var next = 0;
        for (var term = 0; term < _older.Terms.Count; term++)
        {
            if (_termOfOlder[term] == 0)
            {
                continue;
            }

            var text = _older.Terms[term];
            for (; next < added.Length && _table[added[next]].SequenceCompareTo(text) < 0; next++)
            {
                Add(merged, added[next]);
            }

            _termOfOlder[term] = merged.Count;
            if (next < added.Length && _table[added[next]].SequenceEqual(text))
            {
                _termOfNew[added[next++]] = merged.Count;
            }

            merged.Add(text);
        }

        for (; next < added.Length; next++)
        {
            Add(merged, added[next]);
        }

        return merged.Build();
    }

    private void Add(Utf8Heap.Builder merged, int added)
    {
        _termOfNew[added] = merged.Count;
        merged.Add(_table[added]);
    }

    private void MarkUsedTerms()
    {
        foreach (var source in _sources)
        {
            if (source >= 0)
            {
                var codes = _older.CodesOf(source);
                for (var position = 0; position < codes.Length;)
                {
                    _termOfOlder[Varint.Read(codes, ref position)] = 1;
                }
            }
        }
    }

    private TextIndex Encode(Utf8Heap terms)
    {
        var starts = new int[_sources.Length + 1];
        var bytes = new byte[Math.Max(1024, _older.Codes.Length + (_newCodes.Count * 2))];
        var length = 0;
        for (var row = 0; row < _sources.Length; row++)
        {
            if (_sources[row] >= 0)
            {
                var codes = _older.CodesOf(_sources[row]);
                Reserve(ref bytes, length, codes.Length * 5L);
                for (var position = 0; position < codes.Length;)
                {
                    length += Varint.Write(bytes.AsSpan(length), _termOfOlder[Varint.Read(codes, ref position)]);
                }
            }
            else
            {
                var text = ~_sources[row];
                var codes = CollectionsMarshal.AsSpan(_newCodes)[_newCodeStarts[text].._newCodeStarts[text + 1]];
                Reserve(ref bytes, length, codes.Length * 5L);
                foreach (var code in codes)
                {
                    length += Varint.Write(bytes.AsSpan(length), _termOfNew[code]);
                }
            }

            starts[row + 1] = length;
        }

        return new(terms, bytes.AsSpan(0, length).ToArray(), starts);
    }

    private static void Reserve(ref byte[] bytes, int used, long more)
    {
        if (used + more > bytes.Length)
        {
            Array.Resize(ref bytes, checked((int)Math.Max(used + more, Math.Min(Array.MaxLength, bytes.Length * 2L))));
        }
    }
}
