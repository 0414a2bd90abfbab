using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.View;

/// <summary>What is known of a document that is no ticket.</summary>
/// <param name="Version">The version of its file; none for one that is gone.</param>
/// <param name="Bytes">The bytes of its file, where they are kept.</param>
/// <param name="Seen">The file as it was when it was last looked at; null when nobody looked since a commit.</param>
/// <param name="IsUnread">There is a file, but it could not be read yet: whatever it says when it can be is no news.</param>
internal sealed record DocumentEntry(DocumentVersion Version, byte[]? Bytes, SeenFile? Seen, bool IsUnread = false);

/// <summary>
/// What is known of epics, backlog items, agents and tasks, so that a sweep can tell what somebody else changed. Tickets have the index for
/// that; these are few, so they are learnt from their files when the store is opened, and from commits afterwards. Thread-safe.
/// </summary>
internal sealed class DocumentTable
{
    /// <summary>Documents whose bytes are kept at most; of others the version is.</summary>
    internal const int MaximumKeptDocuments = 1_000;

    /// <summary>Bytes that are kept at most.</summary>
    internal const long MaximumKeptBytes = 16 << 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<DocumentKey, DocumentEntry> _entries = [];
    private int _keptDocuments;
    private long _keptBytes;
    private bool _isFilled;

    /// <summary>Every file was looked at once.</summary>
    internal bool IsFilled
    {
        get
        {
            lock (_gate)
            {
                return _isFilled;
            }
        }

        set
        {
            lock (_gate)
            {
                _isFilled = value;
            }
        }
    }

    internal static bool Holds(DocumentKind kind) => kind != DocumentKind.Ticket && StoreLayout.IsShared(kind);

    internal DocumentEntry? Find(DocumentKey key)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(key);
        }
    }

    internal IReadOnlyList<KeyValuePair<DocumentKey, DocumentEntry>> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Takes up what a commit did, by whomever.</summary>
    internal void Note(FileChange change)
    {
        if (change.BeforePath is { } before && before != change.AfterPath && StoreLayout.TryGetKey(before, out var former))
        {
            Note(former, null, DocumentVersion.None);
        }

        if (change.AfterPath is { } after && StoreLayout.TryGetKey(after, out var key))
        {
            Note(key, change.After ?? [], change.After is null ? DocumentVersion.Of([]) : change.AfterVersion);
        }
    }

    /// <summary>The document's file now has these bytes; null when it is gone.</summary>
    internal void Note(DocumentKey key, byte[]? bytes) =>
        Note(key, bytes, bytes is null ? DocumentVersion.None : DocumentVersion.Of(bytes));

    private void Note(DocumentKey key, byte[]? bytes, DocumentVersion version)
    {
        if (Holds(key.Kind))
        {
            lock (_gate)
            {
                // A document that is gone keeps its entry: a first look that began before must not bring it back.
                Put(key, new(version, bytes, null));
            }
        }
    }

    /// <summary>Takes up what a first look found, unless a commit has said more since.</summary>
    internal void Learn(DocumentKey key, DocumentEntry found)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var known) || known.IsUnread)
            {
                Put(key, found);
            }
        }
    }

    /// <summary>The file was looked at and is what was known.</summary>
    internal void See(DocumentKey key, SeenFile seen)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var known) && known.Version == seen.Version)
            {
                _entries[key] = known with { Seen = seen };
            }
        }
    }

    /// <summary>Nothing is known any more: the journal that the entries came from is another one now.</summary>
    internal void Forget()
    {
        lock (_gate)
        {
            _entries.Clear();
            (_keptDocuments, _keptBytes, _isFilled) = (0, 0, false);
        }
    }

    private void Put(DocumentKey key, DocumentEntry entry)
    {
        if (_entries.TryGetValue(key, out var old) && old.Bytes is { } dropped)
        {
            _keptDocuments--;
            _keptBytes -= dropped.Length;
        }

        if (entry.Bytes is { } bytes)
        {
            if (_keptDocuments >= MaximumKeptDocuments || _keptBytes + bytes.Length > MaximumKeptBytes)
            {
                entry = entry with { Bytes = null };
            }
            else
            {
                _keptDocuments++;
                _keptBytes += bytes.Length;
            }
        }

        _entries[key] = entry;
    }
}
