using System.Diagnostics.CodeAnalysis;
using RepoTickets.Storage.Caching;

namespace RepoTickets.Storage.View;

internal sealed partial class StoreView
{
    /// <summary>
    /// The whole cost of a cached read: two positions compared, one look-up, one period compared. Nothing is allocated and nothing is
    /// locked.
    /// </summary>
    internal bool TryGetCached(TicketId id, [NotNullWhen(true)] out Ticket? ticket)
    {
        ticket = null;
        if (!IsCurrent || !_overlay.IsEmpty || !_parts.Cache.TryGet(id.Value, out var cached) || !_parts.Clock.IsFresh(cached.Epoch))
        {
            return false;
        }

        ticket = cached.Document as Ticket;
        if (ticket is null)
        {
            return false;
        }

        _parts.Cache.CountHit();
        return true;
    }

    /// <summary>Looks at a document once. The caller has followed the journal since it was asked.</summary>
    internal ReadOutcome Look(DocumentKey key)
    {
        if (!_overlay.IsEmpty && _overlay.TryGet(key, out var pending))
        {
            if (pending.Position > _shared.Applied)
            {
                return pending.Document is null && pending.Fault is null
                    ? ReadOutcome.Absent
                    : new(pending.Document, pending.Fault, null, default, null);
            }

            PruneOverlay();
        }

        var cacheKey = CacheKey.Of(key);
        return TryRevalidate(cacheKey, out var cached)
            ? new(cached.Document, null, cached.Path, cached.Stamp, null)
            : ReadAndKeep(key, cacheKey);
    }

    /// <summary>Every file is looked at again before what was read from it is believed.</summary>
    internal void DistrustCache() => _parts.Clock.Advance();

    /// <summary>Reads a document's file, whatever the cache holds, and keeps what it finds.</summary>
    internal ReadOutcome ReadAndKeep(DocumentKey key, string cacheKey)
    {
        // One read is shared by all who miss at once; those who wait find it in the cache.
        var gate = _readGates[cacheKey.GetHashCode(StringComparison.Ordinal) & (_readGates.Length - 1)];
        lock (gate)
        {
            if (_parts.Cache.TryGet(cacheKey, out var kept) && _parts.Clock.IsFresh(kept.Epoch))
            {
                _parts.Cache.CountHit();
                return new(kept.Document, null, kept.Path, kept.Stamp, null);
            }

            _parts.Cache.CountMiss();
            var followed = Followed;
            if (_overlay.TryGet(key, out var pending) && pending.Position > _shared.Applied)
            {
                // Followed since this read began: the file may be what the commit replaces.
                return new(pending.Document, pending.Fault, null, default, null);
            }

            var outcome = _parts.Files.Read(key, IsInClosedFolder(key));
            if (outcome.Document is not null && !_parts.Settling.MayBeInFlux(outcome, static () => false))
            {
                Keep(cacheKey, outcome, followed);
            }

            return outcome;
        }
    }

    /// <summary>What was read stays in the cache only if no commit came in between: it might be what the commit replaced.</summary>
    internal void Keep(string cacheKey, in ReadOutcome outcome, long followed)
    {
        lock (_gate)
        {
            if (_followed == followed && _shared.Committed == followed)
            {
                _parts.Cache.Set(cacheKey, new(
                    outcome.Document!, outcome.Path!, outcome.Stamp, _parts.Clock.Epoch, new SeenFile(
                        outcome.Stamp, _parts.RecentFiles.NowNanoseconds, default).IsRacy));
            }
        }
    }

    /// <summary>Reads a document as it is now: follows the journal, then cache or file, waiting out a replacement under way.</summary>
    /// <exception cref="DocumentFaultException">There is a file that cannot be read.</exception>
    internal async ValueTask<Document?> ReadAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var outcome = await _parts.Settling.SettleAsync(
            () =>
            {
                FollowOrThrow();
                return Look(key);
            },
            () => IsKnown(key),
            cancellationToken).ConfigureAwait(false);
        return outcome.Fault is { } fault ? throw new DocumentFaultException(fault) : outcome.Document;
    }

    internal bool IsKnown(DocumentKey key) =>
        key.Kind == DocumentKind.Ticket && _parts.Index.Snapshot.TryGet(TicketId.FromStored(key.Id), out _, out _);

    /// <summary>There may be <see cref="PendingEntries"/>.</summary>
    internal bool HasPending => !_overlay.IsEmpty;

    /// <summary>Documents of commits whose files are not in place yet.</summary>
    internal IEnumerable<KeyValuePair<DocumentKey, OverlayEntry>> PendingEntries =>
        _overlay.Entries.Where(pair => pair.Value.Position > _shared.Applied);

    /// <summary>Where the index has the ticket's file.</summary>
    internal bool IsInClosedFolder(DocumentKey key) =>
        key.Kind == DocumentKind.Ticket &&
        _parts.Index.Snapshot.TryGet(TicketId.FromStored(key.Id), out _, out var file) && file.IsInClosedFolder;

    private bool TryRevalidate(string cacheKey, [NotNullWhen(true)] out CachedDocument? cached)
    {
        if (!_parts.Cache.TryGet(cacheKey, out cached))
        {
            return false;
        }

        if (_parts.Clock.IsFresh(cached.Epoch) || (!cached.IsRacy && _parts.Files.HasStamp(cached.Path, cached.Stamp)))
        {
            cached.Epoch = _parts.Clock.Epoch;
            _parts.Cache.CountHit();
            return true;
        }

        _parts.Cache.Remove(cacheKey);
        return false;
    }
}
