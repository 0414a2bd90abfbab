namespace RepoTickets.Storage.Index;

internal sealed partial class IndexSnapshot
{
    private const int MaximumTake = 1_000_000;

    /// <summary>
    /// Makes the text ready, which the first call after loading or compaction does slowly; false when the stored text cannot be read, and
    /// then queries for text throw.
    /// </summary>
    internal bool TryLoadText() => _base.Text.TryGet() is not null;

    /// <summary>Whether the query looks at texts.</summary>
    internal static bool NeedsText(TicketFilter filter) => filter switch
    {
        TextFilter => true,
        AndFilter and => and.Terms.Any(NeedsText),
        OrFilter or => or.Terms.Any(NeedsText),
        NotFilter not => NeedsText(not.Term),
        _ => false,
    };

    /// <summary>Answers a query from this snapshot; safe for any number of threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Skip is negative, or Take is not 0 to 1,000,000.</exception>
    /// <exception cref="InvalidOperationException">The query needs the text, and <see cref="TryLoadText"/> says that it cannot be
    /// read.</exception>
    internal TicketQueryResult Execute(TicketQuery query, TicketsConfiguration configuration, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip, "query.Skip");
        ArgumentOutOfRangeException.ThrowIfNegative(query.Take, "query.Take");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, MaximumTake, "query.Take");
        var context = new TicketFilterContext(configuration, now);
        var rows = new BaseRows(_base, _delta, new BaseEvaluator(_base, context), query, configuration);
        if (!query.CountAll && query.Order == TicketOrder.NewestCreated)
        {
            return new(Page(query, configuration, rows.Newest(), MatchingChanges(query, context)), null, Position);
        }

        var matches = rows.FindAll();
        var ordering = new TicketOrdering(query.Order, configuration);
        var changes = MatchingChanges(query, context).ToArray();
        if (query.Order != TicketOrder.NewestCreated)
        {
            Array.Sort(changes, ordering.Compare);
        }

        var total = query.CountAll ? RowBits.Count(matches) + changes.Length : (int?)null;
        return new(Page(query, configuration, rows.InOrder(matches), changes), total, Position);
    }

    private IEnumerable<DeltaEntry> MatchingChanges(TicketQuery query, TicketFilterContext context)
    {
        if (_delta.NewestFirst.Length == 0)
        {
            return [];
        }

        var evaluator = new DeltaEvaluator(context);
        return _delta.NewestFirst.Where(entry => evaluator.Matches(query.Filter, entry));
    }

    /// <summary>
    /// Merges the rows of the base with the changed tickets, both in the order of the answer, as far as the page reaches.
    /// </summary>
    private List<TicketSummary> Page(
        TicketQuery query, TicketsConfiguration configuration, IEnumerable<int> baseRows, IEnumerable<DeltaEntry> changedTickets)
    {
        var page = new List<TicketSummary>(Math.Min(query.Take, Count));
        var skip = query.Skip;
        var ordering = new TicketOrdering(query.Order, configuration);
        using var rows = baseRows.GetEnumerator();
        using var changes = changedTickets.GetEnumerator();
        var hasRow = query.Take > 0 && rows.MoveNext();
        var hasChange = query.Take > 0 && changes.MoveNext();
        while (page.Count < query.Take && (hasRow || hasChange))
        {
            var takesRow = hasRow && (!hasChange || ordering.IsBefore(_base, rows.Current, changes.Current));
            if (skip > 0)
            {
                skip--;
            }
            else
            {
                page.Add(takesRow ? _base.Summary(rows.Current) : changes.Current.Summary!);
            }

            // Nothing is looked for beyond the end of the page.
            if (page.Count == query.Take)
            {
                break;
            }

            hasRow = takesRow ? rows.MoveNext() : hasRow;
            hasChange = takesRow ? hasChange : changes.MoveNext();
        }

        return page;
    }
}
