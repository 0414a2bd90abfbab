using System.Numerics;

namespace RepoTickets.Storage.Index;

/// <summary>The matching rows of a base in the order of the answer, found as they are asked for.</summary>
internal sealed class BaseRows(
    IndexBase tickets, IndexDelta delta, BaseEvaluator evaluator, TicketQuery query, TicketsConfiguration configuration)
{
    /// <summary>A page of the newest is usually full after the first block, and what is not looked at costs nothing.</summary>
    private const int FirstBlockWords = 4;

    /// <summary>The newest matches first, block by block, each four times as large as the one before.</summary>
    internal IEnumerable<int> Newest()
    {
        var wordCount = RowBits.WordsFor(tickets.Count);
        var blockWords = FirstBlockWords;
        for (var firstWord = 0; firstWord < wordCount; firstWord += blockWords, blockWords *= 4)
        {
            var block = new ulong[Math.Min(blockWords, wordCount - firstWord)];
            Fill(block, firstWord);
            for (var i = 0; i < block.Length; i++)
            {
                for (var rest = block[i]; rest != 0; rest &= rest - 1)
                {
                    yield return ((firstWord + i) * 64) + BitOperations.TrailingZeroCount(rest);
                }
            }
        }
    }

    /// <summary>All matches, as a set.</summary>
    internal ulong[] FindAll()
    {
        var rows = new ulong[RowBits.WordsFor(tickets.Count)];
        if (rows.Length > 0)
        {
            Fill(rows, 0);
        }

        return rows;
    }

    internal IEnumerable<int> InOrder(ulong[] matches) => query.Order switch
    {
        TicketOrder.NewestCreated => Ascending(matches),
        TicketOrder.OldestCreated => OldestFirst(matches),
        TicketOrder.NewestUpdated => tickets.RowsByUpdated.Where(row => IsSet(matches, row)),
        TicketOrder.Identifier => tickets.RowsById.Where(row => IsSet(matches, row)),
        _ => ByPriority(matches),
    };

    private void Fill(Span<ulong> rows, int firstWord)
    {
        RowBits.Fill(rows, firstWord, tickets.Count);
        var replaced = delta.ReplacedRows;
        var first = replaced.AsSpan().BinarySearch(firstWord * 64);
        for (var i = first < 0 ? ~first : first; i < replaced.Length && (replaced[i] >> 6) - firstWord < rows.Length; i++)
        {
            rows[(replaced[i] >> 6) - firstWord] &= ~(1UL << replaced[i]);
        }

        evaluator.Narrow(query.Filter, rows, firstWord);
    }

    private static bool IsSet(ulong[] matches, int row) => (matches[row >> 6] & (1UL << row)) != 0;

    private static IEnumerable<int> Ascending(ulong[] matches)
    {
        for (var i = 0; i < matches.Length; i++)
        {
            for (var rest = matches[i]; rest != 0; rest &= rest - 1)
            {
                yield return (i * 64) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    private IEnumerable<int> OldestFirst(ulong[] matches)
    {
        // Rows of one moment stand in the order of their identifiers, which must not be turned round with the rest.
        var created = tickets.Columns.CreatedTicks;
        var moment = new List<int>();
        for (var i = matches.Length - 1; i >= 0; i--)
        {
            for (var rest = matches[i]; rest != 0;)
            {
                var bit = 63 - BitOperations.LeadingZeroCount(rest);
                rest &= ~(1UL << bit);
                var row = (i * 64) + bit;
                if (moment.Count > 0 && created[moment[0]] != created[row])
                {
                    for (var next = moment.Count - 1; next >= 0; next--)
                    {
                        yield return moment[next];
                    }

                    moment.Clear();
                }

                moment.Add(row);
            }
        }

        for (var next = moment.Count - 1; next >= 0; next--)
        {
            yield return moment[next];
        }
    }

    private IEnumerable<int> ByPriority(ulong[] matches)
    {
        var names = tickets.Columns.PriorityNames;
        var ranks = Enumerable.Range(0, names.Count)
            .GroupBy(code => configuration.RankOf(TicketPriority.Parse(names[code])))
            .OrderByDescending(group => group.Key);
        foreach (var rank in ranks)
        {
            var ranked = (ulong[])matches.Clone();
            tickets.ByPriority.Narrow(rank.ToArray(), ranked, 0);
            foreach (var row in OldestFirst(ranked))
            {
                yield return row;
            }
        }
    }
}
