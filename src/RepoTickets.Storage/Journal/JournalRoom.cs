using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Journal;

/// <summary>
/// Zeros behind the last frame, written ahead. A frame that is put into them changes neither the length of the file nor what blocks it
/// has, so that its flush is one of data alone: where a file grows, a file system with a journal of its own must commit that too, with
/// all that happened to other files since.
/// </summary>
/// <remarks>A frame begins with its length, which is never 0: zeros where the next one should be are the end of the journal.</remarks>
internal static class JournalRoom
{
    private const int Least = 16 << 10;
    private const int Most = 256 << 10;

    /// <summary>Behind a larger frame there is none: it would double what is written, to save little of what that flush takes.</summary>
    private const int LargestFrame = 32 << 10;

    // Of what is written at once.
    private static readonly byte[] Zeros = new byte[16 << 10];

    /// <summary>
    /// Writes room behind a frame that the file ends with, unflushed: as much again as there is, within bounds, and none in a full
    /// segment. Less of it or none is no failure: what is there is room, and the flush that follows tells whether the device works.
    /// </summary>
    /// <param name="file">The segment.</param>
    /// <param name="end">Where the frame ends.</param>
    /// <param name="frameLength">How long it is.</param>
    /// <param name="segmentBytes">The length at which a segment is full.</param>
    internal static void WriteBehind(IAppendFile file, long end, int frameLength, long segmentBytes)
    {
        try
        {
            if (frameLength > LargestFrame || file.Length > end)
            {
                return;
            }

            var length = (int)Math.Max(0, Math.Min(Math.Clamp(end, Least, Most), segmentBytes - end));
            for (var done = 0; done < length; done += Zeros.Length)
            {
                file.Write(end + done, Zeros.AsSpan(0, Math.Min(Zeros.Length, length - done)));
            }
        }
        catch (FileSystemException)
        {
            // A full disk, most likely: frames that still fit make the file longer one by one, and documents need what is left.
            GiveBack(file, end);
        }
    }

    private static void GiveBack(IAppendFile file, long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (FileSystemException)
        {
            // It stays room.
        }
    }

    internal static bool IsRoom(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

    /// <summary>Whether all bytes from a place on are zeros: true where there are none.</summary>
    internal static bool IsAllBehind(IAppendFile file, long from)
    {
        var buffer = new byte[Zeros.Length];
        for (var at = from; ;)
        {
            var got = file.Read(at, buffer);
            if (!IsRoom(buffer.AsSpan(0, got)))
            {
                return false;
            }

            if (got < buffer.Length)
            {
                return true;
            }

            at += got;
        }
    }
}
