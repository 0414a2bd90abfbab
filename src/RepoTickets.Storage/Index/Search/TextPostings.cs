namespace RepoTickets.Storage.Index;

/// <summary>For each word the rows that have it: distances between rows as <see cref="Varint"/>s.</summary>
internal sealed class TextPostings
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    private TextPostings(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    internal static TextPostings Build(TextIndex text)
    {
        var ends = new int[text.Terms.Count + 1];
        Visit(text, (term, distance) => ends[term + 1] = checked(ends[term + 1] + Varint.LengthOf(distance)));
        for (var term = 0; term < text.Terms.Count; term++)
        {
            ends[term + 1] = checked(ends[term + 1] + ends[term]);
        }

        var bytes = new byte[ends[^1]];
        var next = ends.AsSpan().ToArray();
        Visit(text, (term, distance) => next[term] += Varint.Write(bytes.AsSpan(next[term]), distance));
        return new(bytes, ends);
    }

    internal void AddRows(int term, Span<ulong> target, int firstWord)
    {
        var bytes = _bytes.AsSpan(_starts[term], _starts[term + 1] - _starts[term]);
        var row = -1 - (firstWord * 64);
        var end = target.Length * 64;
        for (var position = 0; position < bytes.Length;)
        {
            row += Varint.Read(bytes, ref position);
            if (row >= end)
            {
                return;
            }

            if (row >= 0)
            {
                target[row >> 6] |= 1UL << row;
            }
        }
    }

    private static void Visit(TextIndex text, Action<int, int> visit)
    {
        var last = new int[text.Terms.Count];
        last.AsSpan().Fill(-1);
        for (var row = 0; row < text.RowCount; row++)
        {
            var codes = text.CodesOf(row);
            for (var position = 0; position < codes.Length;)
            {
                var term = Varint.Read(codes, ref position);
                if (last[term] != row && text.IsWord(term))
                {
                    visit(term, row - last[term]);
                    last[term] = row;
                }
            }
        }
    }
}
