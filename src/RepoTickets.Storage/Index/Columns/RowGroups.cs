namespace RepoTickets.Storage.Index;

/// <summary>
/// The rows of each code of a column: as a list, and as a set of bits too where that is not larger. So a column of few values is fast and
/// one of many values (a name for every ticket) does not cost rows times values.
/// </summary>
internal sealed class RowGroups
{
    private readonly int[] _starts;
    private readonly int[] _rows;
    private readonly ulong[]?[] _bits;

    private RowGroups(int[] starts, int[] rows, ulong[]?[] bits)
    {
        _starts = starts;
        _rows = rows;
        _bits = bits;
    }

    /// <summary>One code a row; <see cref="IndexColumns.None"/> is the group of that number.</summary>
    internal static RowGroups Create(int[] codes, int codeCount)
    {
        var starts = new int[codes.Length + 1];
        for (var row = 0; row < starts.Length; row++)
        {
            starts[row] = row;
        }

        return Create(starts, codes, codeCount);
    }

    /// <summary>Any number of codes a row; rows without any are the group <see cref="IndexColumns.None"/>.</summary>
    internal static RowGroups Create(int[] rowStarts, int[] codes, int codeCount)
    {
        var rowCount = rowStarts.Length - 1;
        var last = new int[codeCount + 1];
        last.AsSpan().Fill(-1);
        var starts = new int[codeCount + 2];
        Visit(rowStarts, codes, last, (group, _) => starts[group + 1]++);
        for (var group = 0; group <= codeCount; group++)
        {
            starts[group + 1] += starts[group];
        }

        var rows = new int[starts[^1]];
        var next = starts.AsSpan(0, codeCount + 1).ToArray();
        last.AsSpan().Fill(-1);
        Visit(rowStarts, codes, last, (group, row) => rows[next[group]++] = row);
        return new(starts, rows, MakeBits(starts, rows, rowCount));
    }

    internal int CountOf(int code) => _starts[code + 2] - _starts[code + 1];

    internal ReadOnlySpan<int> RowsOf(int code) => _rows.AsSpan(_starts[code + 1], CountOf(code));

    /// <summary>Keeps of a set of rows only those in one of the groups.</summary>
    internal void Narrow(ReadOnlySpan<int> codes, Span<ulong> rows, int firstWord)
    {
        if (codes.IsEmpty)
        {
            rows.Clear();
        }
        else if (codes.Length == 1 && _bits[codes[0] + 1] is { } bits)
        {
            RowBits.And(rows, bits.AsSpan(firstWord, rows.Length));
        }
        else
        {
            using var union = new RowBits(rows.Length);
            foreach (var code in codes)
            {
                AddTo(union.Words, firstWord, code);
            }

            RowBits.And(rows, union.Words);
        }
    }

    private void AddTo(Span<ulong> target, int firstWord, int code)
    {
        if (_bits[code + 1] is { } bits)
        {
            RowBits.Or(target, bits.AsSpan(firstWord, target.Length));
            return;
        }

        var rows = RowsOf(code);
        var first = rows.BinarySearch(firstWord * 64);
        for (var i = first < 0 ? ~first : first; i < rows.Length && (rows[i] >> 6) - firstWord < target.Length; i++)
        {
            target[(rows[i] >> 6) - firstWord] |= 1UL << rows[i];
        }
    }

    private static void Visit(int[] rowStarts, int[] codes, int[] last, Action<int, int> visit)
    {
        for (var row = 0; row + 1 < rowStarts.Length; row++)
        {
            if (rowStarts[row] == rowStarts[row + 1])
            {
                visit(0, row);
            }

            for (var i = rowStarts[row]; i < rowStarts[row + 1]; i++)
            {
                // A file may name a label twice; the row still counts once.
                ref var lastRow = ref last[codes[i] + 1];
                if (lastRow != row)
                {
                    lastRow = row;
                    visit(codes[i] + 1, row);
                }
            }
        }
    }

    private static ulong[]?[] MakeBits(int[] starts, int[] rows, int rowCount)
    {
        var bits = new ulong[]?[starts.Length - 1];
        for (var group = 0; group < bits.Length; group++)
        {
            if (starts[group + 1] - starts[group] > rowCount / 64)
            {
                var words = bits[group] = new ulong[RowBits.WordsFor(rowCount)];
                foreach (var row in rows.AsSpan(starts[group], starts[group + 1] - starts[group]))
                {
                    words[row >> 6] |= 1UL << row;
                }
            }
        }

        return bits;
    }
}
