using System.Collections.Concurrent;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Scanning;

/// <summary>
/// Files of tickets that cannot be read, with the stamp they had, so that they are not read again at every sweep. Thread-safe.
/// </summary>
internal sealed class FaultTable
{
    private readonly ConcurrentDictionary<string, (DocumentFault Fault, FileStamp Stamp)> _faults = new(StringComparer.Ordinal);

    internal int Count => _faults.Count;

    internal IReadOnlyList<DocumentFault> All =>
        [.. _faults.Values.Select(static entry => entry.Fault).OrderBy(static fault => fault.Path, StringComparer.Ordinal)];

    internal IEnumerable<string> Paths => _faults.Keys;

    internal void Set(DocumentFault fault, FileStamp stamp) => _faults[fault.Path] = (fault, stamp);

    internal void Remove(string relativePath) => _faults.TryRemove(relativePath, out _);

    internal bool IsKnown(string relativePath, FileStamp stamp) => _faults.TryGetValue(relativePath, out var entry) && entry.Stamp == stamp;

    internal void Clear() => _faults.Clear();
}
