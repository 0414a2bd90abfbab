using System.Collections.Concurrent;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.View;

/// <summary>
/// Stamps of files that this process wrote, by relative path, until the next sweep puts them into the index. Thread-safe. Without it every
/// own commit would look like an edit by somebody else.
/// </summary>
internal sealed class RecentFiles
{
    private readonly ConcurrentDictionary<string, FileStamp> _stamps = new(StringComparer.Ordinal);

    internal void Note(string relativePath, FileStamp stamp) => _stamps[relativePath] = stamp;

    internal void Forget(string relativePath) => _stamps.TryRemove(relativePath, out _);

    internal bool TryGet(string relativePath, out FileStamp stamp) => _stamps.TryGetValue(relativePath, out stamp);

    internal bool IsOwn(string relativePath, FileStamp stamp) => _stamps.TryGetValue(relativePath, out var own) && own == stamp;
}
