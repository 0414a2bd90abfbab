using System.Security.Cryptography;

namespace RepoTickets.Storage.Index;

/// <summary>What is saved of an index: two files that belong together. The second is only read when texts are asked for.</summary>
/// <param name="Index">The content of <c>index</c>.</param>
/// <param name="Text">The content of <c>index.text</c>.</param>
internal sealed record IndexBlobs(byte[] Index, byte[] Text);

/// <summary>What was loaded.</summary>
/// <param name="Snapshot">The tickets, at the position of the time of writing.</param>
/// <param name="WrittenAtNanoseconds">When the index was written, since 1970.</param>
/// <param name="Extensions">What the writer put in besides.</param>
internal sealed record IndexFileContent(IndexSnapshot Snapshot, long WrittenAtNanoseconds, IReadOnlyDictionary<string, byte[]> Extensions);

/// <summary>
/// The persisted form of an index. It is derived, so anything that is not right is refused as a whole and the index is built anew from the
/// files; reading never throws, whatever the bytes are. The layout is told in <c>IndexFile.Write.cs</c>.
/// </summary>
internal static partial class IndexFile
{
    private const uint IndexMagic = 0x58_49_54_52; // "RTIX"
    private const uint TextMagic = 0x58_54_54_52; // "RTTX"
    private const uint FormatVersion = 1;
    private const int LengthOffset = 8;
    private const int StampLength = 16;
    private const int MaximumExtensions = 1024;

    /// <summary>
    /// Reads an index; false when it is damaged, incomplete, of another version or of another kind.
    /// </summary>
    /// <param name="index">The content of <c>index</c>.</param>
    /// <param name="readText">
    /// Called once at the first text query, by the thread that asks: gives the content of <c>index.text</c>, or null when it cannot be had.
    /// A text that does not belong to this index, because another process has saved since, is refused
    /// (<see cref="IndexSnapshot.TryLoadText"/> is then false).
    /// </param>
    /// <param name="content">What was read.</param>
    internal static bool TryRead(
        ReadOnlyMemory<byte> index,
        Func<ReadOnlyMemory<byte>?> readText,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IndexFileContent? content)
    {
        var reader = new BlobReader(index.Span, LengthOffset);
        content = null;
        reader.Require(reader.Number<uint>() == IndexMagic && reader.Number<uint>() == FormatVersion);
        _ = reader.Number<long>();
        var position = reader.Number<long>();
        var writtenAt = reader.Number<long>();
        var count = reader.Number<int>();
        var stamp = reader.Items<byte>(StampLength);
        var extensions = ReadExtensions(ref reader);
        reader.Require(position >= 0 && count >= 0);
        var columns = ReadColumns(ref reader, count);
        if (!reader.IsAtEnd)
        {
            return false;
        }

        var text = IndexText.Stored(() => readText() is { } bytes ? TryReadText(bytes.Span, stamp, count) : null);
        var snapshot = new IndexSnapshot(new IndexBase(columns, text), IndexDelta.Empty, position);
        content = new IndexFileContent(snapshot, writtenAt, extensions);
        return true;
    }

    private static Dictionary<string, byte[]> ReadExtensions(ref BlobReader reader)
    {
        var extensions = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var count = reader.Number<int>();
        reader.Require(count is >= 0 and <= MaximumExtensions);
        for (var i = 0; i < count && reader.IsValid; i++)
        {
            var name = reader.Text();
            reader.Require(extensions.TryAdd(name, reader.Bytes().ToArray()));
        }

        return extensions;
    }

    private static IndexColumns ReadColumns(ref BlobReader reader, int count)
    {
        var ids = reader.Heap(count);
        var titles = reader.Heap(count);
        var statusNames = reader.Names(name => TicketStatus.TryParse(name, out _));
        var priorityNames = reader.Names(name => TicketPriority.TryParse(name, out _));
        var labelNames = reader.Names();
        var peopleNames = reader.Names();
        var epicNames = reader.Names();
        var statuses = reader.Codes(count, 0, statusNames);
        var priorities = reader.Codes(count, 0, priorityNames);
        var reporters = reader.Codes(count, 0, peopleNames);
        var assignees = reader.Codes(count, IndexColumns.None, peopleNames);
        var epics = reader.Codes(count, IndexColumns.None, epicNames);
        var labelStarts = reader.Starts(count);
        var columns = new IndexColumns
        {
            Count = count,
            Ids = ids,
            Titles = titles,
            StatusNames = statusNames,
            PriorityNames = priorityNames,
            LabelNames = labelNames,
            PeopleNames = peopleNames,
            EpicNames = epicNames,
            Statuses = statuses,
            Priorities = priorities,
            Reporters = reporters,
            Assignees = assignees,
            Epics = epics,
            LabelStarts = labelStarts,
            Labels = reader.Codes(labelStarts[^1], 0, labelNames),
            CreatedTicks = reader.Items<long>(count),
            CreatedOffsets = reader.Items<short>(count),
            UpdatedTicks = reader.Items<long>(count),
            UpdatedOffsets = reader.Items<short>(count),
            Files = ReadFiles(ref reader, count),
        };
        RequireOrder(ref reader, columns);
        return columns;
    }

    private static TicketFile[] ReadFiles(ref BlobReader reader, int count)
    {
        var closed = reader.Items<byte>(count);
        var sizes = reader.Items<long>(count);
        var modified = reader.Items<long>(count);
        var changed = reader.Items<long>(count);
        var inodes = reader.Items<ulong>(count);
        var readAt = reader.Items<long>(count);
        var versions = reader.Items<byte>((long)count * DocumentVersion.Length);
        if (!reader.IsValid)
        {
            return [];
        }

        var files = new TicketFile[count];
        for (var row = 0; row < count; row++)
        {
            reader.Require(closed[row] <= 1);
            files[row] = new(closed[row] == 1, new(sizes[row], modified[row], changed[row], inodes[row]), readAt[row])
            {
                Version = DocumentVersion.FromBytes(versions.AsSpan(row * DocumentVersion.Length, DocumentVersion.Length)),
            };
        }

        return files;
    }

    /// <summary>Times must be representable and rows in their order: binary searches and merges rest on it.</summary>
    private static void RequireOrder(ref BlobReader reader, IndexColumns columns)
    {
        for (var row = 0; row < columns.Count && reader.IsValid; row++)
        {
            reader.Require(IsTime(columns.CreatedTicks[row], columns.CreatedOffsets[row]));
            reader.Require(IsTime(columns.UpdatedTicks[row], columns.UpdatedOffsets[row]));
            reader.Require(row == 0 || columns.CreatedTicks[row - 1] > columns.CreatedTicks[row] ||
                (columns.CreatedTicks[row - 1] == columns.CreatedTicks[row] && columns.CompareIds(row - 1, row) < 0));
        }
    }

    private static bool IsTime(long ticks, short offset)
    {
        var local = ticks + (offset * TimeSpan.TicksPerMinute);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && Math.Abs((int)offset) <= 14 * 60 && local >= 0 &&
            local <= DateTime.MaxValue.Ticks;
    }

    private static TextIndex? TryReadText(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> stamp, int count)
    {
        var reader = new BlobReader(bytes, LengthOffset);
        reader.Require(reader.Number<uint>() == TextMagic && reader.Number<uint>() == FormatVersion);
        _ = reader.Number<long>();
        reader.Require(reader.Items<byte>(StampLength).AsSpan().SequenceEqual(stamp) && reader.Number<int>() == count);
        var terms = reader.Heap();
        for (var term = 0; term < terms.Count; term++)
        {
            reader.Require(!terms[term].IsEmpty && (term == 0 || terms[term - 1].SequenceCompareTo(terms[term]) < 0));
        }

        var starts = reader.Starts(count);
        var codes = reader.Items<byte>(starts[^1]);
        for (var row = 0; row < count && reader.IsValid; row++)
        {
            RequireCodes(ref reader, codes.AsSpan(starts[row], starts[row + 1] - starts[row]), terms.Count);
        }

        return reader.IsAtEnd ? new TextIndex(terms, codes, starts) : null;
    }

    private static void RequireCodes(ref BlobReader reader, ReadOnlySpan<byte> codes, int termCount)
    {
        for (var position = 0; position < codes.Length && reader.IsValid;)
        {
            reader.Require(Varint.TryRead(codes, ref position, out var term) && term < termCount);
        }
    }

    private static byte[] StampOf(TextIndex text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(text.Terms.Bytes);
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.Terms.Starts));
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.CodeStarts.AsSpan()));
        hash.AppendData(text.Codes);
        return hash.GetHashAndReset()[..StampLength];
    }
}
