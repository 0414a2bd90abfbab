using System.Buffers;
using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Journal;

/// <summary>Appends frames. Only the holder of the writer lock may call it, with a tail that has read to the end.</summary>
internal sealed class JournalWriter(IFileSystem fileSystem, StoreLayout layout, JournalTail tail, long segmentBytes, ILogger logger)
{
    /// <summary>A larger buffer is given back after its frame: 1 MiB.</summary>
    private const int LargestKeptBuffer = 1 << 20;

    // Frames of a batch are larger than what the collector treats as small: a new array for each would make it collect everything, often.
    private ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private IAppendFile? _started;
    private long _bytesWritten;

    /// <summary>Bytes of frames that were appended. Thread-safe.</summary>
    internal long BytesWritten => Volatile.Read(ref _bytesWritten);

    /// <summary>
    /// Appends one frame and flushes it (which a buffered store's file system does not): the commit point. When writing fails the journal
    /// is as before.
    /// </summary>
    /// <exception cref="FileSystemException">Writing failed; nothing was committed.</exception>
    /// <exception cref="JournalFlushException">The flush failed, or a part of a frame could not be cut away: nothing can be said any
    /// more.</exception>
    internal void Append(IReadOnlyList<JournalCommit> commits)
    {
        if (tail.File is null && tail.Position > 0)
        {
            // Somebody removed the journal, and the checkpoint covered all that was in it, or this would not have been reached.
            Log.JournalBegunAnew(logger, tail.Position, tail.Position + 1);
        }

        if (tail.File is null || tail.Offset >= segmentBytes || tail.NextSegmentExists())
        {
            // Where the next segment is there already, somebody died, or failed, while starting it: going on in the old one would give two
            // files the same positions.
            StartSegment(tail.Position + 1);
        }
        else if (tail.Offset == JournalSegment.HeaderLength && !ReferenceEquals(tail.File, _started))
        {
            // Nobody knows whether the header and the name of an empty segment are durable.
            StartSegment(tail.SegmentFirst);
        }

        var frame = JournalEncoding.EncodeFrame(_buffer, commits);
        var file = tail.File!;
        if (tail.EndsBuffered && !commits[0].IsBuffered)
        {
            // Both frames at once could reach the device in any order, and this one without the other would be taken for damage.
            Flush(file);
        }

        var offset = tail.Offset;
        try
        {
            file.Write(offset, frame);
        }
        catch (FileSystemException exception)
        {
            CutAway(file, offset, exception);
            throw;
        }

        var end = offset + frame.Length;
        if (fileSystem is not BufferedFileSystem)
        {
            JournalRoom.WriteBehind(file, end, frame.Length, segmentBytes);
        }

        Flush(file);
        tail.Advance(commits[^1], end, frame);
        Volatile.Write(ref _bytesWritten, _bytesWritten + frame.Length);
        if (_buffer.Capacity > LargestKeptBuffer)
        {
            _buffer = new(1 << 16);
        }
    }

    /// <summary>Removes what a dead writer left behind the last whole frame, durably, before anything is appended there.</summary>
    internal void CutTornTail()
    {
        if (tail.File is not { } file)
        {
            return;
        }

        if (tail.Offset == JournalSegment.HeaderLength)
        {
            // Not even the header is certain: begin this segment again.
            StartSegment(tail.SegmentFirst);
            return;
        }

        file.SetLength(tail.Offset);
        Flush(file);
    }

    /// <summary>
    /// Goes on in a new segment. Its header and its name are durable before the first frame: a frame in a file that a power cut makes
    /// nameless would be lost although it was flushed.
    /// </summary>
    internal void StartSegment(long firstPosition)
    {
        try
        {
            tail.Open(firstPosition);
        }
        catch (FileSystemException exception) when (exception.Error == FileSystemError.NotFound)
        {
            // Somebody removed the folder, whose history was not needed any more. Its name must be as durable as what it is going to hold.
            fileSystem.CreateFolder(layout.JournalFolder);
            FlushFolder(layout.Sdk);
            tail.Open(firstPosition);
        }

        tail.File!.SetLength(0);
        tail.File.Write(0, JournalSegment.EncodeHeader(firstPosition));
        Flush(tail.File);
        FlushJournalFolder();
        _started = tail.File;
    }

    /// <summary>Makes durable what is in the segment, whoever wrote it.</summary>
    internal void FlushTail(IAppendFile file)
    {
        Flush(file);
        FlushJournalFolder();
    }

    private static void Flush(IAppendFile file)
    {
        try
        {
            file.Flush();
        }
        catch (FileSystemException exception)
        {
            throw new JournalFlushException(exception);
        }
    }

    private void FlushJournalFolder() => FlushFolder(layout.JournalFolder);

    private void FlushFolder(string path)
    {
        try
        {
            fileSystem.FlushFolder(path);
        }
        catch (FileSystemException exception) when (exception.MayBeDeviceFailure)
        {
            throw new JournalFlushException(exception);
        }
    }

    private static void CutAway(IAppendFile file, long offset, FileSystemException cause)
    {
        try
        {
            // Flushed, because a power cut could otherwise bring a frame back of which the caller was told that nothing had changed.
            file.SetLength(offset);
            file.Flush();
        }
        catch (FileSystemException)
        {
            throw new JournalFlushException(cause);
        }
    }
}

/// <summary>What the journal holds on the device is unknown from here on.</summary>
internal sealed class JournalFlushException(FileSystemException cause) : IOException(cause.Message, cause)
{
    internal FileSystemException Cause { get; } = cause;
}
