namespace RepoTickets.Storage.Index;

// Both files: magic, format version, own length in bytes, then what follows, then CRC32C over all before it.
//   index       position, time of writing, number of tickets, stamp of the text, extensions (number, then name and value of each);
//               identifiers and titles (heaps), names of statuses, priorities, labels, people, epics (heaps);
//               codes, label lists, times, file stamps, column by column.
//   index.text  stamp, number of tickets, terms (heap, sorted), where each ticket's codes start, the codes.
// A heap is its number of texts, where each starts (and the last one ends), the number of bytes, the bytes.
internal static partial class IndexFile
{
    /// <summary>The persisted form of a snapshot. Needs the text, which is made or loaded where it has not been yet.</summary>
    /// <param name="snapshot">The tickets.</param>
    /// <param name="writtenAtNanoseconds">The time, since 1970.</param>
    /// <param name="refresh">Gives what is known of a ticket's file now, given what the index knows.</param>
    /// <param name="extensions">What else is to be kept; at most 1,024 entries.</param>
    /// <exception cref="InvalidOperationException">The stored text cannot be read: reset the index from the files.</exception>
    internal static IndexBlobs Write(IndexSnapshot snapshot, long writtenAtNanoseconds, IReadOnlyDictionary<string, byte[]> extensions,
        Func<TicketId, TicketFile, TicketFile>? refresh = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extensions.Count, MaximumExtensions);
        var tickets = snapshot.ToBase();
        var text = tickets.Text.TryGet() ?? throw new InvalidOperationException(
            "The stored text of the index cannot be read: check TryLoadText first, and reset the index from the files.");
        var stamp = StampOf(text);
        var columns = refresh is null ? tickets.Columns : tickets.Columns.WithFiles(refresh);
        return new(WriteIndex(columns, snapshot.Position, writtenAtNanoseconds, extensions, stamp), WriteText(text, stamp));
    }

    private static byte[] WriteIndex(
        IndexColumns columns, long position, long writtenAtNanoseconds, IReadOnlyDictionary<string, byte[]> extensions, byte[] stamp)
    {
        var writer = Start(IndexMagic);
        writer.Number(position);
        writer.Number(writtenAtNanoseconds);
        writer.Number(columns.Count);
        writer.Items<byte>(stamp);
        writer.Number(extensions.Count);
        foreach (var (name, value) in extensions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Text(name);
            writer.Bytes(value);
        }

        writer.Heap(columns.Ids);
        writer.Heap(columns.Titles);
        writer.Names(columns.StatusNames);
        writer.Names(columns.PriorityNames);
        writer.Names(columns.LabelNames);
        writer.Names(columns.PeopleNames);
        writer.Names(columns.EpicNames);
        writer.Items<int>(columns.Statuses);
        writer.Items<int>(columns.Priorities);
        writer.Items<int>(columns.Reporters);
        writer.Items<int>(columns.Assignees);
        writer.Items<int>(columns.Epics);
        writer.Items<int>(columns.LabelStarts);
        writer.Items<int>(columns.Labels);
        writer.Items<long>(columns.CreatedTicks);
        writer.Items<short>(columns.CreatedOffsets);
        writer.Items<long>(columns.UpdatedTicks);
        writer.Items<short>(columns.UpdatedOffsets);
        WriteFiles(writer, columns.Files);
        return writer.Finish(LengthOffset);
    }

    private static void WriteFiles(BlobWriter writer, TicketFile[] files)
    {
        writer.Items<byte>(Array.ConvertAll(files, file => file.IsInClosedFolder ? (byte)1 : (byte)0));
        writer.Items<long>(Array.ConvertAll(files, file => file.Stamp.Size));
        writer.Items<long>(Array.ConvertAll(files, file => file.Stamp.ModifiedNanoseconds));
        writer.Items<long>(Array.ConvertAll(files, file => file.Stamp.ChangedNanoseconds));
        writer.Items<ulong>(Array.ConvertAll(files, file => file.Stamp.Inode));
        writer.Items<long>(Array.ConvertAll(files, file => file.ReadAtNanoseconds));
        var versions = new byte[files.Length * DocumentVersion.Length];
        for (var i = 0; i < files.Length; i++)
        {
            files[i].Version.CopyTo(versions.AsSpan(i * DocumentVersion.Length));
        }

        writer.Items<byte>(versions);
    }

    private static byte[] WriteText(TextIndex text, byte[] stamp)
    {
        var writer = Start(TextMagic);
        writer.Items<byte>(stamp);
        writer.Number(text.RowCount);
        writer.Heap(text.Terms);
        writer.Items<int>(text.CodeStarts);
        writer.Items<byte>(text.Codes);
        return writer.Finish(LengthOffset);
    }

    private static BlobWriter Start(uint magic)
    {
        var writer = new BlobWriter();
        writer.Number(magic);
        writer.Number(FormatVersion);
        writer.Number(0L);
        return writer;
    }
}
