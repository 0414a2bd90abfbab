using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace RepoTickets.Storage.View;

/// <summary>What a commit left of a document whose file is not yet in place.</summary>
/// <param name="Position">The commit.</param>
/// <param name="Document">The document; null when it was deleted or cannot be read.</param>
/// <param name="Fault">Why it cannot be read, if so.</param>
internal sealed record OverlayEntry(long Position, Document? Document, DocumentFault? Fault);

/// <summary>
/// Commits become visible at one instant, but their files are replaced one after the other. Until they are, readers get the documents from
/// here: nobody sees half a commit, in whatever process. Thread-safe.
/// </summary>
internal sealed class Overlay
{
    private readonly ConcurrentDictionary<DocumentKey, OverlayEntry> _entries = new();
    private volatile int _count;

    /// <summary>A cheap look, for the cached read.</summary>
    internal bool IsEmpty => _count == 0;

    internal IEnumerable<KeyValuePair<DocumentKey, OverlayEntry>> Entries => _entries;

    internal bool TryGet(DocumentKey key, [NotNullWhen(true)] out OverlayEntry? entry) => _entries.TryGetValue(key, out entry);

    /// <summary>By the holder of the view's gate.</summary>
    internal void Set(DocumentKey key, OverlayEntry entry)
    {
        _entries[key] = entry;
        _count = _entries.Count;
    }

    /// <summary>Forgets what is in place. By the holder of the view's gate.</summary>
    internal void Prune(long appliedPosition)
    {
        if (_count == 0)
        {
            return;
        }

        foreach (var pair in _entries)
        {
            if (pair.Value.Position <= appliedPosition)
            {
                _entries.TryRemove(pair);
            }
        }

        _count = _entries.Count;
    }

    internal void Clear()
    {
        _entries.Clear();
        _count = 0;
    }
}
