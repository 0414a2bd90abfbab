using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Configuration;
using RepoTickets.Storage.Feed;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Maintenance;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.Scanning;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Opening;

/// <summary>A store that is open: the parts that its operations go through.</summary>
internal sealed class OpenStore
{
    internal required StoreEnvironment Environment { get; init; }

    internal required StorageOptions Options { get; init; }

    internal required StoreLayout Layout { get; init; }

    internal required StoreView View { get; init; }

    internal required JournalWriter Journal { get; init; }

    internal required JournalTail Tail { get; init; }

    internal required SharedState Shared { get; init; }

    internal required GroupCommitter Committer { get; init; }

    internal required PendingFiles Pending { get; init; }

    internal required PlacementTimer Placement { get; init; }

    internal required CommitQueue Queue { get; init; }

    internal required ChangePlanner Planner { get; init; }

    internal required FormerFiles FormerFiles { get; init; }

    internal required StoreHealth Health { get; init; }

    internal required ConfigurationSource Configuration { get; init; }

    internal required OriginSource Origin { get; init; }

    internal required DocumentLister Lister { get; init; }

    internal required FaultTable Faults { get; init; }

    internal required StoreNews News { get; init; }

    internal required ExternalChanges External { get; init; }

    internal required IndexLoader Loader { get; init; }

    internal required Housekeeping Housekeeping { get; init; }

    internal required JournalFeed Feed { get; init; }

    internal required StoreRecovery Recovery { get; init; }

    internal required Verifier Verifier { get; init; }

    internal required PythonIndex PythonIndex { get; init; }

    internal required Repairer Repairer { get; init; }

    internal required IDisposable Clock { get; init; }

    /// <summary>Reports changes of files; null where nothing runs in the background.</summary>
    internal ChangeMonitor? Monitor { get; set; }

    internal ValueTask<Document?> ReadAsync(DocumentKey key, CancellationToken cancellationToken) => View.ReadAsync(key, cancellationToken);

    internal TicketQueryResult Query(TicketQuery query)
    {
        View.FollowOrThrow();
        var snapshot = View.Index.Snapshot;
        if (IndexSnapshot.NeedsText(query.Filter) && !snapshot.TryLoadText())
        {
            RebuildIndex();
            snapshot = View.Index.Snapshot;
        }

        return snapshot.Execute(query, Configuration.CurrentOrDefault, Environment.TimeProvider.GetUtcNow());
    }

    internal StoreStatistics CountTickets()
    {
        View.FollowOrThrow();
        var snapshot = View.Index.Snapshot;
        var configuration = Configuration.CurrentOrDefault;
        return new()
        {
            Total = snapshot.Count,
            ByStatus = WithZeros(snapshot.CountByStatus(), configuration.Statuses),
            ByPriority = WithZeros(snapshot.CountByPriority(), configuration.Priorities),
            Faults = Faults.Count,
            Position = snapshot.Position,
        };
    }

    internal async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        Health.ThrowIfUnwritable();
        if (changes.Changes is { Count: 0 })
        {
            return new(0, []);
        }

        // Looked for here, where nobody waits for the lock: a version names its bytes, whatever happens meanwhile.
        var formerFiles = await FormerFiles.FindAsync(changes, cancellationToken).ConfigureAwait(false);
        var result = await Queue.EnqueueAsync(
            new ChangeSetRequest(changes, formerFiles, Planner, View, cancellationToken)).ConfigureAwait(false);
        return result;
    }

    /// <summary>Waits until the files of all commits are in place, for those who look at the files themselves.</summary>
    internal async ValueTask PlaceFilesAsync(CancellationToken cancellationToken)
    {
        // Those of another process, too: whoever takes the lock puts them in place.
        if (Shared.Applied != Shared.Committed && Health is { IsPoisoned: false, ReadOnlyReason: null })
        {
            await Queue.EnqueueAsync(new PlacementRequest(cancellationToken)).ConfigureAwait(false);
        }
    }

    internal async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        await PlaceFilesAsync(cancellationToken).ConfigureAwait(false);
        Configuration.Invalidate();
        View.DistrustCache();
        await External.TakeUpAllAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads every ticket anew, and writes the Python package's index anew where there is one and the store can be written.
    /// </summary>
    internal async ValueTask<int> RebuildIndexesAsync(MaintenanceReporter reporter)
    {
        var count = RebuildIndex(reporter);
        if (Health is { IsPoisoned: false, ReadOnlyReason: null } && !View.IsDetached)
        {
            await PythonIndex.RewriteAsync().ConfigureAwait(false);
        }

        reporter.Finish();
        return count;
    }

    /// <summary>Reads every ticket anew.</summary>
    internal int RebuildIndex(MaintenanceReporter? reporter = null)
    {
        View.FollowOrThrow();
        ReadEverything(repositions: false, reporter);
        News.Tell();
        return View.Index.Snapshot.Count;
    }

    /// <summary>
    /// Reads everything anew, because the journal no longer has what this process missed: it slept longer than the feed is kept, or
    /// somebody removed our folder.
    /// </summary>
    internal void Reload()
    {
        lock (Tail)
        {
            if (!View.IsCurrent)
            {
                ReadEverything(repositions: true);
            }
        }
    }

    /// <summary>Reads everything anew and goes to the end of the journal, which is another one now.</summary>
    internal void ReadEverything()
    {
        lock (Tail)
        {
            ReadEverything(repositions: true);
        }
    }

    /// <param name="repositions">Goes to the end of the journal.</param>
    /// <param name="reporter">Is called for each ticket, so not where somebody has a lock.</param>
    private void ReadEverything(bool repositions, MaintenanceReporter? reporter = null)
    {
        // The position first: what is put in place while we read is taken from the journal again.
        var applied = repositions ? Shared.Applied : Math.Min(Shared.Applied, View.Followed);
        View.RecentFiles.Clear();
        Faults.Clear();
        View.ResetIndex(Loader.ReadAll(reporter), applied, ReadCommits, repositions);
        News.NoteIndexRebuilt(View.Index.Snapshot.Count);
    }

    private List<JournalCommit> ReadCommits(long after, long through)
    {
        try
        {
            return Recovery.ReadBetween(after, through);
        }
        catch (JournalCorruptException)
        {
            // They are nowhere any more: the files are what there is.
            return [];
        }
    }

    /// <summary>Figures that are counted anyway. Of another thread's commit they may tell one half.</summary>
    internal StoreReadings Read() => new(
        View.Cache.GetLifetimeStatistics(), View.Index.Snapshot.Count, Faults.Count, View.Followed, Journal.BytesWritten, Tail.Offset);

    /// <summary>Closes everything, also where closing something else fails.</summary>
    internal async ValueTask CloseAsync()
    {
        // These are disposed in reverse order at the end, whatever happens before.
        using var shared = Shared;
        using var tail = Tail;
        using var clock = Clock;
        using var cache = View.Cache;
        using var external = External;
        await using var housekeeping = Housekeeping.ConfigureAwait(false);
        try
        {
            if (Monitor is { } monitor)
            {
                await monitor.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            try
            {
                await Placement.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                await Queue.CloseAsync().ConfigureAwait(false);
                await Committer.PlaceForClosingAsync(Environment.Logger).ConfigureAwait(false);
            }
        }
    }

    private static Dictionary<T, int> WithZeros<T>(IReadOnlyDictionary<T, int> counts, IEnumerable<T> known)
        where T : notnull
    {
        var result = new Dictionary<T, int>(counts);
        foreach (var value in known)
        {
            result.TryAdd(value, 0);
        }

        return result;
    }
}
