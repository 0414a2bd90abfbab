using System.Runtime.InteropServices;

namespace RepoTickets.Storage.Index;

internal sealed partial class IndexSnapshot
{
    /// <summary>How many tickets have each status that occurs.</summary>
    internal IReadOnlyDictionary<TicketStatus, int> CountByStatus() => CountNames(
        _base.Columns.StatusNames, _base.ByStatus, TicketStatus.Parse, row => [_base.Columns.Statuses[row]], summary => [summary.Status]);

    /// <summary>How many tickets have each priority that occurs.</summary>
    internal IReadOnlyDictionary<TicketPriority, int> CountByPriority() => CountNames(
        _base.Columns.PriorityNames, _base.ByPriority, TicketPriority.Parse, row =>
            [_base.Columns.Priorities[row]], summary => [summary.Priority]);

    /// <summary>How many tickets have each label that occurs, as it is written.</summary>
    internal IReadOnlyDictionary<string, int> CountByLabel() => CountNames(
        _base.Columns.LabelNames, _base.ByLabel, name => name, row => _base.Columns.LabelsOf(row).ToArray(), summary => summary.Labels);

    /// <summary>
    /// The highest N among the identifiers PREFIX-N; 0 when there is none. Numbers above <see cref="int.MaxValue"/> do not count.
    /// </summary>
    internal int HighestNumber(string prefix)
    {
        var highest = 0;
        foreach (var entry in _delta.NewestFirst)
        {
            if (NumberedId.TryGetNumber(entry.Id.Value, prefix, out var number))
            {
                highest = Math.Max(highest, number);
            }
        }

        if (!_base.HighestNumbers.TryGetValue(prefix, out var known))
        {
            return highest;
        }

        if (!_delta.IsReplaced(known.Row) || known.Number <= highest)
        {
            return Math.Max(highest, known.Number);
        }

        // The highest one was removed since the base was built, which is rare enough to look through them all.
        for (var row = 0; row < _base.Count; row++)
        {
            if (NumberedId.TryGetNumber(_base.IdOf(row), prefix, out var number) && number > highest && !_delta.IsReplaced(row))
            {
                highest = number;
            }
        }

        return highest;
    }

    private Dictionary<TName, int> CountNames<TName>(
        NameTable names, RowGroups groups, Func<string, TName> parse, Func<int, int[]> codesOf, Func<TicketSummary,
        IEnumerable<TName>> namesOf)
        where TName : notnull
    {
        var byCode = new int[names.Count];
        for (var code = 0; code < names.Count; code++)
        {
            byCode[code] = groups.CountOf(code);
        }

        foreach (var row in _delta.ReplacedRows)
        {
            foreach (var code in codesOf(row).Distinct())
            {
                byCode[code]--;
            }
        }

        var counts = new Dictionary<TName, int>();
        for (var code = 0; code < names.Count; code++)
        {
            if (byCode[code] > 0)
            {
                counts[parse(names[code])] = byCode[code];
            }
        }

        foreach (var name in _delta.NewestFirst.SelectMany(entry => namesOf(entry.Summary!).Distinct()))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _)++;
        }

        return counts;
    }
}
