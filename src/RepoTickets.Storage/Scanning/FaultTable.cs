using System.Collections.Concurrent;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Files of tickets that cannot be read, with the stamp they had, so that they are not read again at every sweep. Thread-safe.
/// </summary>
internal sealed class FaultTable
{
    private readonly ConcurrentDictionary<string, KnownFault> _faults = new(StringComparer.Ordinal);

    // Found by threads that hold locks; told to observers when they no longer do. One for each file, so that there is a bound.
    private readonly ConcurrentDictionary<string, DocumentFault> _news = new(StringComparer.Ordinal);

    // What was known before everything is read anew: that is no news when it is found again.
    private volatile ConcurrentDictionary<string, KnownFault> _former = new(StringComparer.Ordinal);

    internal int Count => _faults.Count;

    internal IReadOnlyList<DocumentFault> All =>
        [.. _faults.Values.Select(static entry => entry.Fault).OrderBy(static fault => fault.Path, StringComparer.Ordinal)];

    internal IEnumerable<string> Paths => _faults.Keys;

    internal void Set(DocumentFault fault, FileStamp stamp)
    {
        if (!IsKnown(fault.Path, stamp) && !(_former.TryGetValue(fault.Path, out var former) && former.Stamp == stamp))
        {
            _news[fault.Path] = fault;
        }

        _faults[fault.Path] = new(fault, stamp);
    }

    internal void Remove(string relativePath)
    {
        _faults.TryRemove(relativePath, out _);
        _former.TryRemove(relativePath, out _);
    }

    internal bool IsKnown(string relativePath, FileStamp stamp) => _faults.TryGetValue(relativePath, out var entry) && entry.Stamp == stamp;

    /// <summary>Forgets all, because every file is read anew.</summary>
    internal void Clear()
    {
        _former = new(_faults, StringComparer.Ordinal);
        _faults.Clear();
    }

    /// <summary>
    /// Tells of the faults that were found since the last call, once for each state of a file. To be called outside all locks.
    /// </summary>
    internal void TellNews(Action<DocumentFault> tell)
    {
        if (_news.IsEmpty)
        {
            return;
        }

        foreach (var path in _news.Keys)
        {
            if (_news.TryRemove(path, out var fault))
            {
                tell(fault);
            }
        }
    }

    private sealed record KnownFault(DocumentFault Fault, FileStamp Stamp);
}
