using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>Keeps the state in two files of one folder, which one process at a time may use.</summary>
internal sealed class FileGroupStateStore : IGroupStateStore
{
    private const long LongestFile = 1L << 30;

    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly string _journal;
    private readonly string _snapshot;
    private readonly IFileLock _lock;
    private bool _isFolderFlushed;

    /// <exception cref="GroupStateException">The folder cannot be used, or another process uses it.</exception>
    internal FileGroupStateStore(IFileSystem files, string folder)
    {
        _files = files;
        _folder = folder;
        _journal = Path.Combine(folder, "groups.journal");
        _snapshot = Path.Combine(folder, "groups.snapshot");
        _lock = Do("opened", () =>
        {
            CreateFolders(folder);
            return files.TryLock(Path.Combine(folder, "groups.lock"));
        }) ?? throw new GroupStateException($"The state of log groups in {folder} is in use by another process. Stop it, or choose another folder.");
    }

    public byte[]? ReadSnapshot() => Do("read", () => _files.ReadFile(_snapshot, LongestFile)?.Bytes.ToArray());

    public byte[]? ReadJournal() => Do("read", () => _files.ReadFile(_journal, LongestFile)?.Bytes.ToArray());

    public void AppendJournal(long position, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Do("written", () =>
        {
            using var file = _files.OpenAppendFile(_journal);
            // What a failed append left behind must not be taken for a batch.
            file.SetLength(position);
            file.Write(position, copy);
            file.Flush();
            FlushFolderOnce();
            return true;
        });
    }

    public void ReplaceSnapshot(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Do("written", () =>
        {
            var temporary = _snapshot + ".new";
            _files.Delete(temporary);
            _files.CreateFile(temporary, copy);
            _files.FlushFile(temporary);
            _files.Replace(temporary, _snapshot);
            _files.FlushFolder(_folder);
            _isFolderFlushed = true;
            // From here on the journal says nothing new; a crash before it is cut repeats what the snapshot holds.
            using var file = _files.OpenAppendFile(_journal);
            file.SetLength(0);
            file.Flush();
            return true;
        });
    }

    public void Dispose() => _lock.Dispose();

    private void FlushFolderOnce()
    {
        if (!_isFolderFlushed)
        {
            _files.FlushFolder(_folder);
            _isFolderFlushed = true;
        }
    }

    private void CreateFolders(string folder)
    {
        if (_files.GetStatus(folder) is null)
        {
            if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            {
                CreateFolders(parent);
            }

            _files.CreateFolder(folder);
        }
    }

    private T Do<T>(string done, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (FileSystemException exception)
        {
            throw new GroupStateException($"The state of log groups in {_folder} cannot be {done}: {exception.Message}", exception);
        }
    }
}
