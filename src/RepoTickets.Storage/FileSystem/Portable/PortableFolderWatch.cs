using System.Collections.Concurrent;

namespace RepoTickets.Storage.FileSystem.Portable;

/// <summary>Watches folders by .NET's watcher, and keeps what it reports until it is asked for.</summary>
internal sealed class PortableFolderWatch : IFolderWatch
{
    private const int MaximumReports = 10_000;

    private readonly FileSystemWatcher _watcher;
    private readonly HashSet<string> _folders;
    private readonly ConcurrentQueue<(string Folder, string Name)> _reports = new();
    private int _lost;

    /// <exception cref="IOException">The system cannot watch this folder.</exception>
    internal PortableFolderWatch(string root, IReadOnlyCollection<string> folders)
    {
        _folders = [.. folders];
        _watcher = new(root)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite,
            InternalBufferSize = 64 * 1024,
        };
        _watcher.Changed += (_, change) => Note(change.Name);
        _watcher.Created += (_, change) => Note(change.Name);
        _watcher.Deleted += (_, change) => Note(change.Name);
        _watcher.Renamed += (_, change) =>
        {
            Note(change.OldName);
            Note(change.Name);
        };
        _watcher.Error += (_, _) => Volatile.Write(ref _lost, 1);
        _watcher.EnableRaisingEvents = true;
    }

    public bool Read(Action<string, string> report)
    {
        var isComplete = Interlocked.Exchange(ref _lost, 0) == 0;
        while (_reports.TryDequeue(out var found))
        {
            report(found.Folder, found.Name);
        }

        return isComplete;
    }

    public void Dispose() => _watcher.Dispose();

    private void Note(string? path)
    {
        if (path is null || Path.GetDirectoryName(path) is not { } folder || !_folders.Contains(folder))
        {
            return;
        }

        if (_reports.Count < MaximumReports)
        {
            _reports.Enqueue((folder, Path.GetFileName(path)));
        }
        else
        {
            Volatile.Write(ref _lost, 1);
        }
    }
}
