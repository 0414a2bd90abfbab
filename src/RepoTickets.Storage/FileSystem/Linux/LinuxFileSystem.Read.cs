using System.Buffers;

namespace RepoTickets.Storage.FileSystem.Linux;

internal sealed partial class LinuxFileSystem
{
    private const int ReadAttempts = 4;

    public FileContent? ReadFile(string path, long maximumLength)
    {
        RequirePath(path);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLength);

        // More than an array holds cannot be read at once, whatever the caller would allow.
        maximumLength = Math.Min(maximumLength, Array.MaxLength - 1);
        for (var attempt = 1; ; attempt++)
        {
            var content = ReadOnce(path, maximumLength, out var isSettled);

            // Somebody who writes without pause must not hold the reader. The stamp is the one from before the reading, so it differs
            // from the file's by now, and whoever compares stamps reads again.
            if (isSettled || attempt == ReadAttempts)
            {
                return content;
            }
        }
    }

    public IReadOnlyList<string>? ListNames(string folder)
    {
        RequirePath(folder);
        return LinuxFolder.ListNames(folder);
    }

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder)
    {
        RequirePath(folder);
        return LinuxFolder.ListWithStatus(folder);
    }

    private static FileContent? ReadOnce(string path, long maximumLength, out bool isSettled)
    {
        isSettled = true;
        var descriptor = LinuxCall.TryOpen(path, OpenFlags.ReadOnly | OpenFlags.Careful);
        if (descriptor == LinuxCall.Failed)
        {
            return ErrorNumbers.MeansNothingThere(LinuxError.Last) ? null : throw LinuxError.FromLast("open", path);
        }

        try
        {
            var before = LinuxCall.GetStatus(descriptor, path);
            if (before.Type != FileType.Regular)
            {
                throw LinuxError.NotRegular("read", path);
            }

            if (before.Stamp.Size > maximumLength)
            {
                throw LinuxError.TooLarge("read", path, maximumLength);
            }

            var bytes = ReadToEnd(descriptor, (int)before.Stamp.Size, (int)maximumLength, path);
            var after = LinuxCall.GetStatus(descriptor, path).Stamp;
            isSettled = bytes.Length == before.Stamp.Size && after.Size == before.Stamp.Size
                && after.ModifiedNanoseconds == before.Stamp.ModifiedNanoseconds;
            return new FileContent(bytes, before.Stamp);
        }
        finally
        {
            // Nothing was written, so closing has nothing to report.
            _ = LibC.Close(descriptor);
        }
    }

    // The expected size is a hint: one call reads an ordinary file, the status afterwards shows whether that was all of it.
    private static byte[] ReadToEnd(int descriptor, int expectedLength, int maximumLength, string path)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(expectedLength + 1);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                var count = LinuxCall.Read(descriptor, buffer.AsSpan(length), path);
                length += count;
                if (length > maximumLength)
                {
                    throw LinuxError.TooLarge("read", path, maximumLength);
                }

                if (count == 0 || length == expectedLength)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, Array.MaxLength));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
