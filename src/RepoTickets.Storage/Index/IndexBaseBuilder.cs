using System.Runtime.InteropServices;

namespace RepoTickets.Storage.Index;

/// <summary>Builds a base from an older one and the tickets that changed since.</summary>
internal sealed class IndexBaseBuilder
{
    private readonly IndexBase _older;
    private readonly int[] _sources;
    private readonly NameTable.Builder _statusNames;
    private readonly NameTable.Builder _priorityNames;
    private readonly NameTable.Builder _labelNames;
    private readonly NameTable.Builder _peopleNames;
    private readonly NameTable.Builder _epicNames;
    private readonly Utf8Heap.Builder _ids;
    private readonly Utf8Heap.Builder _titles;
    private readonly int[] _statuses;
    private readonly int[] _priorities;
    private readonly int[] _reporters;
    private readonly int[] _assignees;
    private readonly int[] _epics;
    private readonly int[] _labelStarts;
    private readonly List<int> _labels = [];
    private readonly long[] _createdTicks;
    private readonly short[] _createdOffsets;
    private readonly long[] _updatedTicks;
    private readonly short[] _updatedOffsets;
    private readonly TicketFile[] _files;

    private IndexBaseBuilder(IndexBase older, int[] sources)
    {
        (_older, _sources) = (older, sources);
        _statusNames = new(older.Columns.StatusNames);
        _priorityNames = new(older.Columns.PriorityNames);
        _labelNames = new(older.Columns.LabelNames);
        _peopleNames = new(older.Columns.PeopleNames);
        _epicNames = new(older.Columns.EpicNames);
        var count = sources.Length;
        (_ids, _titles) = (new(count), new(count));
        (_statuses, _priorities, _reporters, _assignees, _epics) = (
            new int[count], new int[count], new int[count], new int[count], new int[count]);
        _labelStarts = new int[count + 1];
        (_createdTicks, _updatedTicks, _createdOffsets, _updatedOffsets) = (
            new long[count], new long[count], new short[count], new short[count]);
        _files = new TicketFile[count];
    }

    /// <summary>A base of these tickets alone.</summary>
    internal static IndexBase Build(IReadOnlyList<IndexedTicket> tickets)
    {
        var byId = new Dictionary<TicketId, DeltaEntry>(tickets.Count);
        foreach (var ticket in tickets)
        {
            byId[ticket.Summary.Id] = DeltaEntry.Create(ticket.Summary.Id, ticket, -1);
        }

        DeltaEntry[] entries = [.. byId.Values];
        Array.Sort(entries, DeltaEntry.CompareNewestFirst);

        // The caller's summaries are not kept: those made from the columns share their names, and most are never asked for.
        return Build(IndexBase.Empty, entries, [], keepSummaries: false);
    }

    internal static IndexBase Merge(IndexBase older, IndexDelta delta) =>
        Build(older, delta.NewestFirst, delta.ReplacedRows, keepSummaries: true);

    private static IndexBase Build(IndexBase older, DeltaEntry[] changed, int[] replaced, bool keepSummaries)
    {
        var sources = Interleave(older, changed, replaced);
        var builder = new IndexBaseBuilder(older, sources);
        var summaries = new TicketSummary?[sources.Length];
        for (var row = 0; row < sources.Length; row++)
        {
            var source = sources[row];
            if (source >= 0)
            {
                builder.CopyRow(row, source);
            }
            else
            {
                builder.AddRow(row, changed[~source]);
            }

            builder._labelStarts[row + 1] = builder._labels.Count;
            summaries[row] = !keepSummaries ? null : source >= 0 ? older.SummaryIfMade(source) : changed[~source].Summary;
        }

        return new(builder.ToColumns(), older.Text.Derive(sources, Array.ConvertAll(changed, entry => entry.Text)), summaries);
    }

    /// <summary>Where each new row comes from: a row of the older base, or the complement of a changed ticket's place.</summary>
    private static int[] Interleave(IndexBase older, DeltaEntry[] changed, int[] replaced)
    {
        var sources = new int[older.Count - replaced.Length + changed.Length];
        var next = 0;
        var nextReplaced = 0;
        var row = 0;
        for (var i = 0; i < sources.Length; i++)
        {
            while (nextReplaced < replaced.Length && replaced[nextReplaced] == row)
            {
                nextReplaced++;
                row++;
            }

            var takesOlder = next == changed.Length || (row < older.Count && IsBefore(older, row, changed[next]));
            sources[i] = takesOlder ? row++ : ~next++;
        }

        return sources;
    }

    private static bool IsBefore(IndexBase older, int row, DeltaEntry entry)
    {
        var order = entry.Summary!.CreatedAt.UtcTicks.CompareTo(older.Columns.CreatedTicks[row]);
        return order != 0 ? order < 0 : string.CompareOrdinal(older.IdOf(row), entry.Id.Value) < 0;
    }

    private void CopyRow(int row, int source)
    {
        var columns = _older.Columns;
        _ids.Add(columns.Ids[source]);
        _titles.Add(columns.Titles[source]);
        _statuses[row] = _statusNames.AddOlder(columns.Statuses[source]);
        _priorities[row] = _priorityNames.AddOlder(columns.Priorities[source]);
        _reporters[row] = _peopleNames.AddOlder(columns.Reporters[source]);
        _assignees[row] = _peopleNames.AddOlder(columns.Assignees[source]);
        _epics[row] = _epicNames.AddOlder(columns.Epics[source]);
        _createdTicks[row] = columns.CreatedTicks[source];
        _createdOffsets[row] = columns.CreatedOffsets[source];
        _updatedTicks[row] = columns.UpdatedTicks[source];
        _updatedOffsets[row] = columns.UpdatedOffsets[source];
        _files[row] = columns.Files[source];
        foreach (var label in columns.LabelsOf(source))
        {
            _labels.Add(_labelNames.AddOlder(label));
        }
    }

    private void AddRow(int row, DeltaEntry entry)
    {
        var summary = entry.Summary!;
        _ids.Add(summary.Id.Value);
        _titles.Add(summary.Title);
        _statuses[row] = _statusNames.Add(summary.Status.Value);
        _priorities[row] = _priorityNames.Add(summary.Priority.Value);
        _reporters[row] = _peopleNames.Add(summary.Reporter);
        _assignees[row] = summary.Assignee is { } assignee ? _peopleNames.Add(assignee) : IndexColumns.None;
        _epics[row] = summary.EpicId is { } epic ? _epicNames.Add(epic.Value) : IndexColumns.None;
        _createdTicks[row] = summary.CreatedAt.UtcTicks;
        _createdOffsets[row] = (short)summary.CreatedAt.TotalOffsetMinutes;
        _updatedTicks[row] = summary.UpdatedAt.UtcTicks;
        _updatedOffsets[row] = (short)summary.UpdatedAt.TotalOffsetMinutes;
        _files[row] = entry.File;
        foreach (var label in summary.Labels)
        {
            _labels.Add(_labelNames.Add(label));
        }
    }

    private IndexColumns ToColumns() => new()
    {
        Count = _sources.Length,
        Ids = _ids.Build(),
        Titles = _titles.Build(),
        StatusNames = _statusNames.Build(),
        PriorityNames = _priorityNames.Build(),
        LabelNames = _labelNames.Build(),
        PeopleNames = _peopleNames.Build(),
        EpicNames = _epicNames.Build(),
        Statuses = _statuses,
        Priorities = _priorities,
        Reporters = _reporters,
        Assignees = _assignees,
        Epics = _epics,
        LabelStarts = _labelStarts,
        Labels = CollectionsMarshal.AsSpan(_labels).ToArray(),
        CreatedTicks = _createdTicks,
        CreatedOffsets = _createdOffsets,
        UpdatedTicks = _updatedTicks,
        UpdatedOffsets = _updatedOffsets,
        Files = _files,
    };
}
