using System.Buffers.Binary;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Journal;

/// <summary>What was found where the next frame should be.</summary>
internal enum FrameFinding
{
    /// <summary>A whole frame.</summary>
    Frame,

    /// <summary>Nothing, or room for what is to come: the journal ends here.</summary>
    End,

    /// <summary>Bytes that are no frame: a tail that a crash tore, or damage.</summary>
    Broken,
}

/// <summary>What is behind the last frame that was read.</summary>
internal enum TailEnd
{
    /// <summary>Nothing, or room.</summary>
    Clean,

    /// <summary>Bytes that nobody has published: whole frames of a dead writer, or a torn one.</summary>
    Unread,

    /// <summary>That frame is not there any more: the file was cut, or an older copy was put over it.</summary>
    Lost,
}

/// <summary>
/// Reads the journal frame by frame and remembers where it is. Not thread-safe. Segments follow each other without a listing: the next one
/// is named by the next position.
/// </summary>
internal sealed class JournalTail(IFileSystem fileSystem, StoreLayout layout, bool mayBeReadOnly = true) : IDisposable
{
    private const int LargestKeptPayload = 256 << 10;

    private const int EndLength = 8;

    private readonly byte[] _frameEnd = new byte[EndLength];
    private bool _hasFrameEnd;
    private IAppendFile? _file;
    private byte[] _payload = [];

    /// <summary>The last position that was read; 0 before the first.</summary>
    internal long Position { get; private set; }

    /// <summary>The first position of the segment that is being read; 0 when there is none.</summary>
    internal long SegmentFirst { get; private set; }

    /// <summary>The byte in the segment where the next frame is expected.</summary>
    internal long Offset { get; private set; }

    /// <summary>The last frame was committed without a flush.</summary>
    internal bool EndsBuffered { get; private set; }

    /// <summary>The segment's file; null before the first segment exists.</summary>
    internal IAppendFile? File => _file;

    internal string SegmentPath => Path.Join(layout.JournalFolder, JournalSegment.Name(SegmentFirst));

    /// <summary>The first positions of all segments, ascending.</summary>
    internal static List<long> ListSegments(IFileSystem fileSystem, StoreLayout layout)
    {
        var firsts = new List<long>();
        foreach (var name in fileSystem.ListNames(layout.JournalFolder) ?? [])
        {
            if (JournalSegment.TryParseName(name, out var first))
            {
                firsts.Add(first);
            }
        }

        firsts.Sort();
        return firsts;
    }

    /// <summary>
    /// Goes to just behind <paramref name="position"/>. False when no segment holds what follows and the journal goes on elsewhere: those
    /// commits have been dropped.
    /// </summary>
    internal bool TrySeek(long position)
    {
        var segments = ListSegments(fileSystem, layout);
        var holder = segments.FindLast(first => first <= position + 1);
        if (holder == 0)
        {
            Detach(position);
            return segments.Count == 0;
        }

        Open(holder);
        Position = holder - 1;
        while (Position < position)
        {
            if (ReadFrame(out var commits, withContents: false) != FrameFinding.Frame)
            {
                return false;
            }

            if (commits![^1].Position > position)
            {
                // A cursor inside a group: hand the frame out again, the caller passes over what it knows.
                Rewind(commits[0].Position - 1);
                return true;
            }
        }

        return true;
    }

    /// <summary>Starts at the first frame of a segment.</summary>
    internal void Open(long segmentFirst)
    {
        var opened = OpenFile(Path.Join(layout.JournalFolder, JournalSegment.Name(segmentFirst)));
        _file?.Dispose();
        _file = opened;
        SegmentFirst = segmentFirst;
        Offset = JournalSegment.HeaderLength;
        Position = segmentFirst - 1;
        _hasFrameEnd = false;
    }

    /// <summary>Stands at a position without a segment, because none exists yet.</summary>
    internal void Detach(long position)
    {
        _file?.Dispose();
        _file = null;
        SegmentFirst = 0;
        Offset = 0;
        Position = position;
    }

    /// <summary>Whether the name still leads to the file that is being read: another process may have put a new one in its place.</summary>
    internal bool IsStillNamed => _file is null || _file.IsStillNamed;

    /// <summary>
    /// What is behind the last frame that was read, and whether that is still there; as far as the death of a writer can show it, which
    /// leaves the beginning of a frame, if anything. By the holder of the writer lock.
    /// </summary>
    internal TailEnd LookBehind()
    {
        if (_file is null)
        {
            return TailEnd.Clean;
        }

        // The end of that frame and the beginning of the next: where it is not known yet, nothing is compared.
        Span<byte> around = stackalloc byte[EndLength + JournalEncoding.FrameHeaderLength];
        var known = _frameEnd.AsSpan(0, _hasFrameEnd ? EndLength : 0);
        around = around[..(known.Length + JournalEncoding.FrameHeaderLength)];
        var got = _file.Read(Offset - known.Length, around);
        if (got < known.Length || !around[..known.Length].SequenceEqual(known) || (got == known.Length && _file.Length < Offset))
        {
            return TailEnd.Lost;
        }

        return JournalRoom.IsRoom(around[known.Length..got]) ? TailEnd.Clean : TailEnd.Unread;
    }

    /// <summary>
    /// Whether the file ends with the last frame and room, to its last byte: a power cut can also leave the end of a frame of which the
    /// beginning is lost.
    /// </summary>
    internal bool EndsClean()
    {
        if (_file is null)
        {
            return true;
        }

        return (Offset > JournalSegment.HeaderLength || HasHeader()) && _file.Length >= Offset && JournalRoom.IsAllBehind(_file, Offset);
    }

    /// <summary>Passes over frames that this process wrote itself.</summary>
    /// <param name="last">The last commit in them.</param>
    /// <param name="offset">Where they end.</param>
    /// <param name="frames">Their bytes.</param>
    internal void Advance(JournalCommit last, long offset, ReadOnlySpan<byte> frames)
    {
        Position = last.Position;
        Offset = offset;
        _frameStart = offset;
        NoteEnd(last, frames);
    }

    /// <summary>Reads the next frame, going on to the next segment when this one ends.</summary>
    /// <param name="commits">Its commits.</param>
    /// <param name="withContents">False for whoever asks only which files were touched: each content is empty then.</param>
    internal FrameFinding ReadFrame(out IReadOnlyList<JournalCommit>? commits, bool withContents = true)
    {
        var finding = ReadHere(out commits, withContents);
        if (finding != FrameFinding.Frame && _file is ReadOnlyFile kept && kept.Forget())
        {
            finding = ReadHere(out commits, withContents);
            if (finding != FrameFinding.Frame)
            {
                // Nobody knows how long nothing will come.
                kept.Forget();
            }
        }

        if (finding != FrameFinding.End || !NextSegmentExists())
        {
            return finding;
        }

        Open(Position + 1);
        return ReadHere(out commits, withContents);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private long _frameStart;

    private void Rewind(long position)
    {
        Offset = _frameStart;
        Position = position;
        _hasFrameEnd = false;
    }

    private void NoteEnd(JournalCommit last, ReadOnlySpan<byte> frame)
    {
        frame[^EndLength..].CopyTo(_frameEnd);
        _hasFrameEnd = true;
        EndsBuffered = last.IsBuffered;
    }

    private IAppendFile OpenFile(string path)
    {
        try
        {
            return fileSystem.OpenAppendFile(path);
        }
        catch (FileSystemException exception) when (
            mayBeReadOnly && exception.Error is (FileSystemError.AccessDenied or FileSystemError.ReadOnly))
        {
            return new ReadOnlyFile(fileSystem, path);
        }
    }

    /// <summary>There is a segment that begins where this one ends.</summary>
    internal bool NextSegmentExists() =>
        SegmentFirst != Position + 1 &&
            fileSystem.GetStatus(Path.Join(layout.JournalFolder, JournalSegment.Name(Position + 1))) is not null;

    private FrameFinding ReadHere(out IReadOnlyList<JournalCommit>? commits, bool withContents)
    {
        commits = null;
        if (_file is null)
        {
            return FrameFinding.End;
        }

        if (Offset == JournalSegment.HeaderLength && !HasHeader())
        {
            return _file.Length == 0 ? FrameFinding.End : FrameFinding.Broken;
        }

        Span<byte> header = stackalloc byte[JournalEncoding.FrameHeaderLength];
        var got = _file.Read(Offset, header);
        if (JournalRoom.IsRoom(header[..got]))
        {
            return FrameFinding.End;
        }

        return got == header.Length ? ReadPayload(header, out commits, withContents) : FrameFinding.Broken;
    }

    /// <summary>What is decoded is copied out of it, so that one does for all frames but the largest.</summary>
    private Span<byte> PayloadBuffer(int length)
    {
        if (length > LargestKeptPayload)
        {
            return new byte[length];
        }

        if (_payload.Length < length)
        {
            _payload = new byte[Math.Max(length, Math.Min(_payload.Length * 2, LargestKeptPayload))];
        }

        return _payload.AsSpan(0, length);
    }

    private bool HasHeader()
    {
        Span<byte> header = stackalloc byte[JournalSegment.HeaderLength];
        return _file!.Read(0, header) == header.Length && JournalSegment.IsHeader(header, SegmentFirst);
    }

    private FrameFinding ReadPayload(ReadOnlySpan<byte> header, out IReadOnlyList<JournalCommit>? commits, bool withContents)
    {
        commits = null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length is 0 or > JournalEncoding.MaximumPayloadLength || Offset + header.Length + length > _file!.Length)
        {
            return FrameFinding.Broken;
        }

        var payload = PayloadBuffer((int)length);
        if (_file.Read(Offset + header.Length, payload) != payload.Length ||
            Crc32C.Compute(payload) != BinaryPrimitives.ReadUInt32LittleEndian(header[4..]))
        {
            return FrameFinding.Broken;
        }

        commits = JournalEncoding.DecodePayload(payload, withContents);
        if (commits is not { Count: > 0 } || commits[0].Position != Position + 1)
        {
            commits = null;
            return FrameFinding.Broken;
        }

        _frameStart = Offset;
        Offset += header.Length + length;
        Position = commits[^1].Position;
        NoteEnd(commits[^1], payload);
        return FrameFinding.Frame;
    }
}
