namespace RepoTickets.Storage.Index;

/// <summary>What an index knows of its tickets, one array for each property, newest created first; never changed once built.</summary>
internal sealed record IndexColumns
{
    internal const int None = -1;

    internal required int Count { get; init; }

    internal required Utf8Heap Ids { get; init; }

    internal required Utf8Heap Titles { get; init; }

    internal required NameTable StatusNames { get; init; }

    internal required NameTable PriorityNames { get; init; }

    internal required NameTable LabelNames { get; init; }

    internal required NameTable PeopleNames { get; init; }

    internal required NameTable EpicNames { get; init; }

    internal required int[] Statuses { get; init; }

    internal required int[] Priorities { get; init; }

    internal required int[] Reporters { get; init; }

    internal required int[] Assignees { get; init; }

    internal required int[] Epics { get; init; }

    /// <summary>Where the labels of each row start in <see cref="Labels"/>; one more entry than rows.</summary>
    internal required int[] LabelStarts { get; init; }

    internal required int[] Labels { get; init; }

    internal required long[] CreatedTicks { get; init; }

    internal required short[] CreatedOffsets { get; init; }

    internal required long[] UpdatedTicks { get; init; }

    internal required short[] UpdatedOffsets { get; init; }

    internal required TicketFile[] Files { get; init; }

    /// <summary>The same tickets with what is known of their files now.</summary>
    internal IndexColumns WithFiles(Func<TicketId, TicketFile, TicketFile> refresh)
    {
        var files = new TicketFile[Count];
        for (var row = 0; row < Count; row++)
        {
            files[row] = refresh(TicketId.FromStored(Ids.Text(row)), Files[row]);
        }

        return this with { Files = files };
    }

    internal static IndexColumns Empty { get; } = new()
    {
        Count = 0,
        Ids = Utf8Heap.Empty,
        Titles = Utf8Heap.Empty,
        StatusNames = new([]),
        PriorityNames = new([]),
        LabelNames = new([]),
        PeopleNames = new([]),
        EpicNames = new([]),
        Statuses = [],
        Priorities = [],
        Reporters = [],
        Assignees = [],
        Epics = [],
        LabelStarts = [0],
        Labels = [],
        CreatedTicks = [],
        CreatedOffsets = [],
        UpdatedTicks = [],
        UpdatedOffsets = [],
        Files = [],
    };

    internal DateTimeOffset CreatedAt(int row) => At(CreatedTicks[row], CreatedOffsets[row]);

    internal DateTimeOffset UpdatedAt(int row) => At(UpdatedTicks[row], UpdatedOffsets[row]);

    internal ReadOnlySpan<int> LabelsOf(int row) => Labels.AsSpan(LabelStarts[row], LabelStarts[row + 1] - LabelStarts[row]);

    /// <summary>The ordinal order of two identifiers, without decoding them.</summary>
    internal int CompareIds(int left, int right)
    {
        var first = Ids[left];
        var second = Ids[right];

        // Bytes and UTF-16 units order alike below U+E000, whose first byte is 0xEE; surrogates begin with 0xF0.
        return first.IndexOfAnyInRange((byte)0xEE, (byte)0xFF) < 0 && second.IndexOfAnyInRange((byte)0xEE, (byte)0xFF) < 0
            ? first.SequenceCompareTo(second)
            : string.CompareOrdinal(Ids.Text(left), Ids.Text(right));
    }

    private static DateTimeOffset At(long ticks, short offset) =>
        new DateTimeOffset(ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offset));
}
