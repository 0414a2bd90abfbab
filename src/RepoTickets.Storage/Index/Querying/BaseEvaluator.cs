using System.Numerics;
using System.Text;

namespace RepoTickets.Storage.Index;

/// <summary>
/// Answers filters over a base with sets of rows. Each step narrows the set it is given, so that what is costly only looks at the rows that
/// are left. Made for one query; used by one thread.
/// </summary>
internal sealed class BaseEvaluator(IndexBase tickets, TicketFilterContext context)
{
    private readonly Dictionary<TextFilter, CompiledText> _compiled = new(ReferenceEqualityComparer.Instance);
    private readonly IndexColumns _columns = tickets.Columns;

    /// <summary>Keeps of a set of rows only those that match.</summary>
    /// <param name="filter">The condition.</param>
    /// <param name="rows">64 rows a word.</param>
    /// <param name="firstWord">The place of the first word among those of all rows.</param>
    internal void Narrow(TicketFilter filter, Span<ulong> rows, int firstWord)
    {
        switch (filter)
        {
            case AllFilter:
                break;
            case AndFilter and:
                NarrowToAll(and, rows, firstWord);
                break;
            case OrFilter or:
                NarrowToAny(or, rows, firstWord);
                break;
            case NotFilter not:
                using (var excluded = new RowBits((ReadOnlySpan<ulong>)rows))
                {
                    Narrow(not.Term, excluded.Words, firstWord);
                    RowBits.AndNot(rows, excluded.Words);
                }

                break;
            case TextFilter text:
                Compile(text).Narrow(rows, firstWord);
                break;
            case AgeFilter age:
                NarrowByInstant(age.At(context.Now), rows, firstWord);
                break;
            case InstantFilter instant:
                NarrowByInstant(instant, rows, firstWord);
                break;
            case IdFilter id:
                var row = tickets.Find(id.Id.Value);
                RowBits.NarrowToRange(rows, firstWord, row < 0 ? 0 : row, row + 1);
                break;
            case IdPrefixFilter prefix:
                NarrowByIdPrefix(prefix, rows, firstWord);
                break;
            default:
                var (groups, codes) = GroupsOf(filter);
                groups.Narrow(codes, rows, firstWord);
                break;
        }
    }

    private void NarrowToAll(AndFilter and, Span<ulong> rows, int firstWord)
    {
        // Cheap conditions first: what they rule out need not be looked at by the others.
        for (var cost = 0; cost <= 3; cost++)
        {
            foreach (var term in and.Terms.AsSpan())
            {
                if (CostOf(term) == cost)
                {
                    Narrow(term, rows, firstWord);
                }
            }
        }
    }

    private static int CostOf(TicketFilter filter) => filter switch
    {
        AndFilter or OrFilter or NotFilter => 2,
        TextFilter => 1,
        IdPrefixFilter or InstantFilter { Time: TicketTime.Updated } or AgeFilter { Time: TicketTime.Updated } => 3,
        _ => 0,
    };

    private void NarrowToAny(OrFilter or, Span<ulong> rows, int firstWord)
    {
        using var any = new RowBits(rows.Length);
        foreach (var term in or.Terms.AsSpan())
        {
            using var matching = new RowBits((ReadOnlySpan<ulong>)rows);
            Narrow(term, matching.Words, firstWord);
            RowBits.Or(any.Words, matching.Words);
        }

        any.Words.CopyTo(rows);
    }

    private (RowGroups Groups, int[] Codes) GroupsOf(TicketFilter filter) => filter switch
    {
        StatusFilter status =>
            (tickets.ByStatus, CodesWhere(_columns.StatusNames, name => status.Statuses.Any(value => value.Value == name))),
        OpenFilter open => (tickets.ByStatus, CodesWhere(_columns.StatusNames, name => TicketStatus.Parse(name).IsOpen == open.IsOpen)),
        PriorityFilter priority => (tickets.ByPriority,
            CodesWhere(_columns.PriorityNames, name => priority.Matches(TicketPriority.Parse(name), context.Configuration))),
        LabelFilter label => (tickets.ByLabel, _columns.LabelNames.Find(label.Label)),
        NoLabelFilter => (tickets.ByLabel, [IndexColumns.None]),
        AssigneeFilter assignee => (tickets.ByAssignee, _columns.PeopleNames.Find(assignee.Assignee)),
        NoAssigneeFilter => (tickets.ByAssignee, [IndexColumns.None, .. _columns.PeopleNames.Find("")]),
        ReporterFilter reporter => (tickets.ByReporter, _columns.PeopleNames.Find(reporter.Reporter)),
        EpicFilter epic => (tickets.ByEpic, _columns.EpicNames.FindExact(epic.Epic.Value) is var code and >= 0 ? [code] : []),
        NoEpicFilter => (tickets.ByEpic, [IndexColumns.None, .. _columns.EpicNames.Find("")]),
        _ => throw new ArgumentException($"The index does not know how to answer {filter.GetType().Name}.", nameof(filter)),
    };

    private static int[] CodesWhere(NameTable names, Func<string, bool> matches)
    {
        var codes = new List<int>();
        for (var code = 0; code < names.Count; code++)
        {
            if (matches(names[code]))
            {
                codes.Add(code);
            }
        }

        return [.. codes];
    }

    private CompiledText Compile(TextFilter filter)
    {
        if (!_compiled.TryGetValue(filter, out var compiled))
        {
            var text = tickets.Text.TryGet() ?? throw new InvalidOperationException(
                "The stored text of the index cannot be read: check TryLoadText before a query that needs it, and reset the index from " +
                "the files.");
            _compiled.Add(filter, compiled = new CompiledText(filter, text));
        }

        return compiled;
    }

    private void NarrowByInstant(InstantFilter filter, Span<ulong> rows, int firstWord)
    {
        var ticks = filter.Instant.UtcTicks;
        if (filter.Time == TicketTime.Updated)
        {
            NarrowEach(rows, firstWord, row => filter.Comparison.Holds(_columns.UpdatedTicks[row].CompareTo(ticks)));
            return;
        }

        // Rows are in order of creation, newest first: later ones, then equal ones, then earlier ones.
        var equal = FirstRowAtOrBefore(ticks);
        var earlier = FirstRowAtOrBefore(ticks - 1);
        switch (filter.Comparison)
        {
            case ComparisonOperator.NotEqual:
                using (var same = new RowBits((ReadOnlySpan<ulong>)rows))
                {
                    RowBits.NarrowToRange(same.Words, firstWord, equal, earlier);
                    RowBits.AndNot(rows, same.Words);
                }

                break;
            case ComparisonOperator.Equal:
                RowBits.NarrowToRange(rows, firstWord, equal, earlier);
                break;
            case ComparisonOperator.Less:
                RowBits.NarrowToRange(rows, firstWord, earlier, tickets.Count);
                break;
            case ComparisonOperator.LessOrEqual:
                RowBits.NarrowToRange(rows, firstWord, equal, tickets.Count);
                break;
            case ComparisonOperator.Greater:
                RowBits.NarrowToRange(rows, firstWord, 0, equal);
                break;
            default:
                RowBits.NarrowToRange(rows, firstWord, 0, earlier);
                break;
        }
    }

    private int FirstRowAtOrBefore(long ticks)
    {
        var low = 0;
        var high = tickets.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_columns.CreatedTicks[middle] > ticks)
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

    private void NarrowByIdPrefix(IdPrefixFilter filter, Span<ulong> rows, int firstWord)
    {
        var prefix = Encoding.UTF8.GetBytes(filter.Prefix);
        NarrowEach(rows, firstWord, row => _columns.Ids[row].StartsWith(prefix));
    }

    private static void NarrowEach(Span<ulong> rows, int firstWord, Predicate<int> matches)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var rest = rows[i]; rest != 0; rest &= rest - 1)
            {
                var bit = BitOperations.TrailingZeroCount(rest);
                if (!matches(((firstWord + i) * 64) + bit))
                {
                    rows[i] &= ~(1UL << bit);
                }
            }
        }
    }
}
