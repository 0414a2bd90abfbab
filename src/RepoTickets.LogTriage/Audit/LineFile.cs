using System.Globalization;
using RepoTickets.LogTriage.Intents;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Audit;

/// <summary>
/// A file of lines to which several processes append: under a lock of its own, because appending by position is not atomic between them.
/// A line that a crash tore is ended, so that the next one stands by itself. Used by one thread.
/// </summary>
internal sealed class LineFile(StateFolder folder, string path, TimeProvider time, long? limit = null)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    private bool _isNamed;

    /// <summary>Appends whole lines and flushes them.</summary>
    /// <exception cref="TriageStateException">They may not be there.</exception>
    internal async ValueTask AppendAsync(ReadOnlyMemory<byte> lines)
    {
        try
        {
            using var held = await LockAsync().ConfigureAwait(false);
            await BlockingCall.RunAsync(() => Append(lines.Span)).ConfigureAwait(false);
        }
        catch (FileSystemException exception)
        {
            throw StateFolder.Explain(exception, "What triage did could not be written down.");
        }
    }

    private void Append(ReadOnlySpan<byte> lines)
    {
        folder.FindAgain(path);
        MoveAsideIfFull();
        var isNamed = _isNamed && folder.Files.GetStatus(path) is not null;
        using var file = folder.Files.OpenAppendFile(path);
        var position = file.Length;
        var last = new byte[1];
        if (position > 0 && file.Read(position - 1, last) == 1 && last[0] != '\n')
        {
            file.Write(position++, "\n"u8);
        }

        StateFolder.WriteOrCut(file, position, lines);
        if (!isNamed)
        {
            // Also when it was there: whoever made it may have died before its name was on the device.
            folder.FlushName(path);
            _isNamed = true;
        }
    }

    /// <summary>The elder half of a long log lies beside it, under the time of its end; nothing is dropped here.</summary>
    private void MoveAsideIfFull()
    {
        if (limit is { } most && folder.Files.GetStatus(path) is { } status && status.Stamp.Size >= most)
        {
            var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture);
            var target = Path.Join(folder.Root, $"{Path.GetFileNameWithoutExtension(path)}-{stamp}{Path.GetExtension(path)}");
            folder.Files.MoveExclusively(path, target);
            folder.Files.FlushFolder(folder.Root);
        }
    }

    private async ValueTask<IFileLock> LockAsync()
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (folder.Files.TryLock(path + ".lock") is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(start) > LockTimeout)
            {
                throw new TriageStateException(
                    $"{path}.lock was held by another process for more than {LockTimeout.TotalSeconds:0} s. Is it stopped?");
            }

            await Task.Delay(LockPoll, time).ConfigureAwait(false);
        }
    }
}
