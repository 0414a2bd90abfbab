using System.Text;

namespace RepoTickets.Storage.Index;

/// <summary>
/// The large, immutable part of an index: columns, and what is derived from them when it is first asked for. Summaries are made when they
/// are first returned and shared from then on.
/// </summary>
internal sealed class IndexBase
{
    private readonly TicketSummary?[] _summaries;
    private readonly Lazy<RowGroups> _byStatus;
    private readonly Lazy<RowGroups> _byPriority;
    private readonly Lazy<RowGroups> _byLabel;
    private readonly Lazy<RowGroups> _byAssignee;
    private readonly Lazy<RowGroups> _byReporter;
    private readonly Lazy<RowGroups> _byEpic;
    private readonly Lazy<int[]> _rowsByUpdated;
    private readonly Lazy<int[]> _rowsById;
    private readonly Lazy<int[]> _idTable;
    private readonly Lazy<Dictionary<string, (int Number, int Row)>> _highestNumbers;

    internal IndexBase(IndexColumns columns, IndexText text, TicketSummary?[]? summaries = null)
    {
        Columns = columns;
        Text = text;
        _summaries = summaries ?? new TicketSummary?[columns.Count];
        _byStatus = new(() => RowGroups.Create(columns.Statuses, columns.StatusNames.Count));
        _byPriority = new(() => RowGroups.Create(columns.Priorities, columns.PriorityNames.Count));
        _byLabel = new(() => RowGroups.Create(columns.LabelStarts, columns.Labels, columns.LabelNames.Count));
        _byAssignee = new(() => RowGroups.Create(columns.Assignees, columns.PeopleNames.Count));
        _byReporter = new(() => RowGroups.Create(columns.Reporters, columns.PeopleNames.Count));
        _byEpic = new(() => RowGroups.Create(columns.Epics, columns.EpicNames.Count));
        _rowsByUpdated = new(() => SortedRows((left, right) =>
            columns.UpdatedTicks[right].CompareTo(columns.UpdatedTicks[left]) is var order and not 0
                ? order
                : columns.CompareIds(left, right)));
        _rowsById = new(() => SortedRows(columns.CompareIds));
        _idTable = new(BuildIdTable);
        _highestNumbers = new(() => NumberedId.HighestOf(this));
    }

    internal static IndexBase Empty { get; } = new(IndexColumns.Empty, IndexText.Empty);

    internal IndexColumns Columns { get; }

    internal IndexText Text { get; }

    internal int Count => Columns.Count;

    internal RowGroups ByStatus => _byStatus.Value;

    internal RowGroups ByPriority => _byPriority.Value;

    internal RowGroups ByLabel => _byLabel.Value;

    internal RowGroups ByAssignee => _byAssignee.Value;

    internal RowGroups ByReporter => _byReporter.Value;

    internal RowGroups ByEpic => _byEpic.Value;

    internal int[] RowsByUpdated => _rowsByUpdated.Value;

    internal int[] RowsById => _rowsById.Value;

    internal IReadOnlyDictionary<string, (int Number, int Row)> HighestNumbers => _highestNumbers.Value;

    internal string IdOf(int row) => Volatile.Read(ref _summaries[row])?.Id.Value ?? Columns.Ids.Text(row);

    /// <summary>The summary if somebody has asked for it before.</summary>
    internal TicketSummary? SummaryIfMade(int row) => Volatile.Read(ref _summaries[row]);

    internal TicketSummary Summary(int row)
    {
        if (Volatile.Read(ref _summaries[row]) is { } known)
        {
            return known;
        }

        // Two threads may make the same one; whoever is first is kept, so that all hand out one instance.
        var made = Make(row);
        return Interlocked.CompareExchange(ref _summaries[row], made, null) ?? made;
    }

    /// <summary>The row of a ticket, or -1.</summary>
    internal int Find(string id)
    {
        var table = _idTable.Value;
        for (var slot = id.GetHashCode(StringComparison.Ordinal) & (table.Length - 1); table[slot] != 0; slot = (slot + 1) & (
            table.Length - 1))
        {
            var row = table[slot] - 1;
            if (Ascii.Equals(Columns.Ids[row], id) || (!Ascii.IsValid(id) && Columns.Ids.Text(row) == id))
            {
                return row;
            }
        }

        return -1;
    }

    private TicketSummary Make(int row)
    {
        var columns = Columns;
        var codes = columns.LabelsOf(row);
        var labels = codes.IsEmpty ? [] : new string[codes.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = columns.LabelNames[codes[i]];
        }

        return new TicketSummary(
            TicketId.FromStored(columns.Ids.Text(row)),
            columns.Titles.Text(row),
            TicketStatus.Parse(columns.StatusNames[columns.Statuses[row]]),
            TicketPriority.Parse(columns.PriorityNames[columns.Priorities[row]]),
            ValueList.Create<string>(labels),
            columns.Assignees[row] == IndexColumns.None ? null : columns.PeopleNames[columns.Assignees[row]],
            columns.PeopleNames[columns.Reporters[row]],
            columns.Epics[row] == IndexColumns.None ? null : EpicId.FromStored(columns.EpicNames[columns.Epics[row]]),
            columns.CreatedAt(row),
            columns.UpdatedAt(row));
    }

    private int[] SortedRows(Comparison<int> comparison)
    {
        var rows = new int[Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        rows.AsSpan().Sort(comparison);
        return rows;
    }

    // Open addressing: a slot holds the row plus one; .NET's seeded string hash keeps chosen names from piling up in one place.
    private int[] BuildIdTable()
    {
        var table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Count * 2))];
        Span<char> characters = stackalloc char[DocumentIdLength];
        for (var row = 0; row < Count; row++)
        {
            var bytes = Columns.Ids[row];
            var hash = bytes.Length <= characters.Length
                ? string.GetHashCode(characters[..Encoding.UTF8.GetChars(bytes, characters)], StringComparison.Ordinal)
                : Columns.Ids.Text(row).GetHashCode(StringComparison.Ordinal);
            var slot = hash & (table.Length - 1);
            while (table[slot] != 0)
            {
                slot = (slot + 1) & (table.Length - 1);
            }

            table[slot] = row + 1;
        }

        return table;
    }

    private const int DocumentIdLength = 64;
}
