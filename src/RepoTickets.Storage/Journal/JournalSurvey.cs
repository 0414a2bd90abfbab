using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// What can be read of the journal since a checkpoint, damage or not: the commits in order up to the first break, the segments from there
/// on, and the whole frames that are found in those by their checksums. Reads only.
/// </summary>
internal sealed class JournalSurvey
{
    private readonly List<JournalCommit> _kept = [];
    private readonly List<BrokenSegment> _broken = [];
    private readonly List<JournalCommit> _salvaged = [];
    private bool _hasSegments;

    private JournalSurvey()
    {
    }

    /// <summary>There is a journal.</summary>
    internal bool HasSegments => _hasSegments;

    /// <summary>The last position that was read in order.</summary>
    internal long LastKept { get; private set; }

    /// <summary>The commits that were read in order.</summary>
    internal IReadOnlyList<JournalCommit> Kept => _kept;

    /// <summary>The segment in which the order breaks, and all after it.</summary>
    internal IReadOnlyList<BrokenSegment> Broken => _broken;

    /// <summary>Whole commits behind the break, in order.</summary>
    internal IReadOnlyList<JournalCommit> Salvaged => _salvaged;

    /// <summary>The highest position that any segment shows, by its commits or its name.</summary>
    internal long Highest =>
        Math.Max(_salvaged.Count > 0 ? _salvaged[^1].Position : 0, Math.Max(
            LastKept, _broken.Select(static segment => segment.First - 1).DefaultIfEmpty().Max()));

    /// <summary>Bytes behind the break that are in no whole frame: how much may have been in them.</summary>
    internal long UnreadableBytes => _broken.Sum(static segment => segment.Bytes.Length - segment.Offset);

    /// <summary>Reads everything behind a checkpoint.</summary>
    internal static JournalSurvey Read(IFileSystem fileSystem, StoreLayout layout, long checkpoint)
    {
        var survey = new JournalSurvey();
        var segments = JournalTail.ListSegments(fileSystem, layout);
        var start = Math.Max(0, segments.FindLastIndex(first => first <= checkpoint + 1));
        survey.LastKept = segments.Count > 0 ? segments[start] - 1 : checkpoint;
        foreach (var first in segments.Skip(start))
        {
            // What vanished since the listing was dropped behind a newer checkpoint.
            if (fileSystem.ReadFile(Path.Join(layout.JournalFolder, JournalSegment.Name(first)), int.MaxValue) is { } content)
            {
                survey.Add(first, content.Bytes);
            }
        }

        return survey;
    }

    /// <summary>
    /// Bytes were destroyed that were durable or seen. Bytes at the very end that are no frame are no damage: they are what a crash tears.
    /// </summary>
    /// <param name="mustReach">The last position that is known to have been committed.</param>
    internal bool IsDamaged(long mustReach) =>
        _broken.Count > 1 ||
        (_broken is [var only] && only.First > LastKept + 1) ||
        _salvaged.Exists(static commit => !commit.IsBuffered) ||
        (_hasSegments && LastKept < mustReach && !_kept.Exists(static commit => commit.IsBuffered));

    private void Add(long first, byte[] bytes)
    {
        _hasSegments = true;
        if (_broken.Count > 0)
        {
            Salvage(new(first, bytes, 0));
            return;
        }

        if (first != LastKept + 1)
        {
            Salvage(new(first, bytes, 0));
            return;
        }

        if (bytes.Length == 0)
        {
            return;
        }

        var header = bytes.AsSpan(0, Math.Min(bytes.Length, JournalSegment.HeaderLength));
        var offset = JournalSegment.HeaderLength;
        if (!JournalSegment.IsHeader(header, first))
        {
            Salvage(new(first, bytes, 0));
            return;
        }

        while (SegmentFrames.TryRead(bytes, offset, out var commits, out var next) && commits[0].Position == LastKept + 1)
        {
            _kept.AddRange(commits);
            LastKept = commits[^1].Position;
            offset = next;
        }

        if (!JournalRoom.IsRoom(bytes.AsSpan(offset)))
        {
            Salvage(new(first, bytes, offset));
        }
    }

    private void Salvage(BrokenSegment segment)
    {
        _broken.Add(segment);
        foreach (var commits in JournalDamage.FindFrames(
            segment.Bytes, segment.Offset, Math.Max(LastKept, _salvaged.Count > 0 ? _salvaged[^1].Position : 0)))
        {
            _salvaged.AddRange(commits);
        }
    }
}

/// <summary>A segment that cannot be read to its end.</summary>
/// <param name="First">The position that it is named by.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Offset">From where it is not in order; 0 when nothing of it is.</param>
internal sealed record BrokenSegment(long First, byte[] Bytes, int Offset)
{
    internal string RelativePath => $".sdk/journal/{JournalSegment.Name(First)}";
}
