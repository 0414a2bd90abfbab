namespace RepoTickets.LogTriage.Grouping.Learning;

/// <summary>The words of a canonical form, by position, with a hash of each.</summary>
internal ref struct TokenList
{
    /// <summary>
    /// Forms of more words are not learnt from: two records so long are rarely of one template that the words don't show.
    /// </summary>
    internal const int MaximumTokens = 48;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<(int Start, int Length)> _ranges;
    private readonly Span<ulong> _hashes;

    internal TokenList(ReadOnlySpan<byte> text, Span<(int Start, int Length)> ranges, Span<ulong> hashes)
    {
        _text = text;
        _ranges = ranges;
        _hashes = hashes;
        var at = 0;
        while (at < text.Length && Count <= MaximumTokens)
        {
            var length = text[at..].IndexOf((byte)' ');
            length = length < 0 ? text.Length - at : length;
            if (length == 0)
            {
                // Of bytes that are no text a form may keep a blank too many; between two blanks is no word.
                at++;
                continue;
            }

            if (Count < MaximumTokens)
            {
                ranges[Count] = (at, length);
                hashes[Count] = Canonical.TextHash.Compute(text.Slice(at, length), 0);
            }

            Count++;
            at += length + 1;
        }
    }

    /// <summary>How many words; more than <see cref="MaximumTokens"/> means that the form is too long.</summary>
    internal int Count { get; }

    /// <summary>The length of the form.</summary>
    internal readonly int Bytes => _text.Length;

    internal readonly ReadOnlySpan<byte> this[int index] => _text.Slice(_ranges[index].Start, _ranges[index].Length);

    internal readonly ulong HashOf(int index) => _hashes[index];

    internal readonly bool IsSlot(int index) => _ranges[index].Length == 1 && _text[_ranges[index].Start] == '*';
}
