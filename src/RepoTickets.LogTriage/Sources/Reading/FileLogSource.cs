using System.Runtime.CompilerServices;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Sources;

/// <summary>Reads a file to its end, or for ever when it is given a clock to wait by.</summary>
internal sealed class FileLogSource(string path, LogFileOptions options, TimeProvider? time) : ILogSource
{
    private readonly IFileSystem _files = PlatformFileSystem.Create();

    public string Name { get; } = $"{(time is null ? "file" : "tail")}:{Path.GetFileName(path)}";

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        Action<RejectedRecord>? rejected = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = FilePlace.Parse(options.Position);
        while (true)
        {
            if (Identify() is not { } file)
            {
                await WaitForFileAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var offset = start.File == file.Inode && start.Offset <= file.Size ? start.Offset : 0;
            var stream = Open();
            await using (stream.ConfigureAwait(false))
            {
                await foreach (var entry in ReadFileAsync(stream, file.Inode, offset, rejected, cancellationToken).ConfigureAwait(false))
                {
                    yield return entry;
                }
            }

            if (time is null)
            {
                yield break;
            }

            // Cut or replaced: the next one from its beginning.
            start = default;
        }
    }

    private async IAsyncEnumerable<LogEntry> ReadFileAsync(
        FileStream stream, ulong inode, long offset, Action<RejectedRecord>? rejected, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        stream.Position = offset;
        var lines = new LineSplitter(options.MaximumLineLength, offset);
        var reader = new RecordReader(Name, options, lines, rejected);
        var isLast = time is null;
        var silent = TimeSpan.Zero;
        while (true)
        {
            await foreach (var entry in reader.ReadToEndAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                silent = TimeSpan.Zero;
                yield return Place(entry, inode);
            }

            // Of a file that is followed, the last record is complete when nothing more has come for a while.
            if (isLast || silent >= options.IdleBeforeComplete)
            {
                foreach (var entry in reader.Complete(withRest: isLast))
                {
                    yield return Place(entry, inode);
                }

                if (isLast)
                {
                    yield break;
                }
            }

            await Task.Delay(options.PollInterval, time!, cancellationToken).ConfigureAwait(false);
            silent += options.PollInterval;

            // What was appended before the file was replaced is read once more, before the new one is begun.
            isLast = Identify() is not { } now || now.Inode != inode || stream.Length < stream.Position;
        }
    }

    private static LogEntry Place(LogEntry entry, ulong inode) => entry with { Position = $"{inode}:{entry.Position}" };

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LogSourceException($"{DisplayText.Escape(path, 300)} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Which file the path leads to; null when there is none and it is waited for.</summary>
    private FileStamp? Identify()
    {
        var found = _files.GetStatus(path);
        if (found is { Type: FileType.Link } && File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName is { } target)
        {
            found = _files.GetStatus(target);
        }

        if (found is not { } status)
        {
            return time is null ? throw new LogSourceException($"{DisplayText.Escape(path, 300)} does not exist.") : null;
        }

        return status.Type == FileType.Regular
            ? status.Stamp
            : throw new LogSourceException($"{DisplayText.Escape(path, 300)} is not a regular file: read pipes through standard input.");
    }

    private Task WaitForFileAsync(CancellationToken cancellationToken) => Task.Delay(options.PollInterval, time!, cancellationToken);
}
