using Microsoft.Extensions.Logging;
using RepoTickets.Storage.Caching;
using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Configuration;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Feed;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Index;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Maintenance;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.Scanning;
using RepoTickets.Storage.Text;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Opening;

/// <summary>Puts a store together: first what reads, then what the journal says, then what writes.</summary>
internal sealed partial class StoreBuilder : IDisposable
{
    private readonly StorageOptions _options;
    private readonly StoreEnvironment _environment;
    private readonly StoreLocation _location;
    private readonly StoreLayout _layout;
    private readonly IFileSystem _fileSystem;
    private readonly ILogger _logger;
    private readonly StoreHealth _health;
    private readonly SharedState _shared;
    private readonly JournalTail _tail;
    private readonly WriterLock _writerLock;
    private readonly Quarantine _quarantine;
    private readonly RecoveryConflicts _conflicts;
    private readonly JournalWriter _journal;
    private readonly StoreRecovery _recovery;
    private readonly JournalRepair _journalRepair;
    private readonly CheckpointFile _checkpoint;
    private readonly Checkpointer _checkpointer;
    private readonly FreshnessClock _clock;
    private readonly ConfigurationSource _configuration;
    private readonly DocumentFormat _format;
    private readonly DocumentFiles _files;
    private readonly RecentFiles _recent;
    private readonly FaultTable _faults = new();
    private readonly DocumentTable _documents = new();
    private readonly IndexStore _indexStore;
    private readonly IndexLoader _loader;
    private readonly Settling _settling;

    internal StoreBuilder(
        StorageOptions options, StoreEnvironment environment, StoreLocation location, StoreLayout layout, string? readOnlyReason)
    {
        _options = options;
        _environment = environment;
        _location = location;
        _layout = layout;
        _fileSystem = environment.FileSystem;
        _logger = environment.Logger;
        _health = new(_logger);
        if (readOnlyReason is not null)
        {
            _health.MakeReadOnly(readOnlyReason);
        }

        _shared = new(OpenWords(readOnlyReason is not null));
        _tail = new(_fileSystem, layout, mayBeReadOnly: readOnlyReason is not null);
        _writerLock = new(_fileSystem, layout, _shared, environment.TimeProvider, options.LockTimeout);
        _quarantine = new(_fileSystem, layout);
        _conflicts = new(_quarantine, _logger);
        _journal = new(_fileSystem, layout, _tail, options.JournalSegmentBytes, _logger);
        _recovery = new(_fileSystem, layout, _shared, _tail, _journal, _conflicts, environment.Identifiers, _logger);
        _checkpoint = new(_fileSystem, layout, environment.Identifiers);
        _journalRepair = new(_fileSystem, layout, _shared, _journal, _checkpoint, _quarantine, environment.Identifiers);
        _checkpointer = new(
            _fileSystem, layout, _shared, _checkpoint, _writerLock, _recovery, options.FeedRetentionBytes, environment.TimeProvider,
            environment.HasBackgroundWork ? Checkpointer.FlushesAtOnce : 1,
            _logger);
        _clock = new(environment.TimeProvider, options.MaximumStaleness);
        var limits = new TextLimits { MaximumBytes = options.MaximumDocumentBytes };
        _configuration = new(_fileSystem, layout, new ConfigurationFormat(limits), _clock, environment.TimeProvider);
        _format = new(options.TimeZone, limits);
        _files = new(_fileSystem, layout, _format, options.MaximumDocumentBytes);
        _recent = new(environment.TimeProvider);
        _indexStore = new(_fileSystem, layout, environment.Identifiers, environment.TimeProvider, options.TimeZone, _logger);
        _loader = new(_fileSystem, layout, _files, _faults, _recent);
        _settling = new(_fileSystem, location.RepositoryRoot, environment.TimeProvider, options.SettleTime);
    }

    /// <summary>Verification tells of what a migration has left alone.</summary>
    internal void NoteMigration(IReadOnlyList<RecoveryConflict> left)
    {
        foreach (var conflict in left)
        {
            _conflicts.NoteMigration(conflict);
        }
    }

    internal async ValueTask<OpenStore> BuildAsync(CancellationToken cancellationToken)
    {
        try
        {
            var loaded = _health.ReadOnlyReason is null
                ? await LoadForWritingAsync().ConfigureAwait(false)
                : LoadForReading();
            var store = Compose(loaded);
            await FinishAsync(store, loaded, cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Closes what an opening that failed had opened. What was opened belongs to the store.</summary>
    public void Dispose()
    {
        _tail.Dispose();
        _clock.Dispose();
        _shared.Dispose();
    }

    private ISharedWords OpenWords(bool isReadOnly)
    {
        if (isReadOnly && _fileSystem.GetStatus(_layout.SharedWordsFile) is null)
        {
            return new PrivateWords(SharedState.WordCount);
        }

        if (_fileSystem.OpenSharedWords(_layout.SharedWordsFile, SharedState.WordCount) is not { } words)
        {
            return new PrivateWords(SharedState.WordCount);
        }

        if (!isReadOnly || new SharedState(words).IsValidFor(_fileSystem.BootId))
        {
            return words;
        }

        // Left from before the machine booted, and not ours to set anew.
        words.Dispose();
        return new PrivateWords(SharedState.WordCount);
    }

    private async ValueTask FinishAsync(OpenStore store, LoadedJournal loaded, CancellationToken cancellationToken)
    {
        if (!loaded.IndexIsNew || _faults.Count > 0 || _settling.IsGitAtWork)
        {
            await TakeUpExternalChangesAsync(store.External.TakeUpAllAsync(cancellationToken)).ConfigureAwait(false);
        }
        else
        {
            await TakeUpExternalChangesAsync(store.External.TakeUpOtherThanTicketsAsync(cancellationToken)).ConfigureAwait(false);
        }

        if (_environment.HasBackgroundWork)
        {
            store.Monitor = new(store.External, _layout, _options, _environment.TimeProvider, _logger);
        }

        Log.Opened(_logger, _layout.Root, store.View.Index.Snapshot.Count, store.View.Followed);
        if (_health.ReadOnlyReason is { } reason)
        {
            Log.OpenedReadOnly(_logger, _layout.Root, reason);
        }
    }

    private async ValueTask TakeUpExternalChangesAsync(ValueTask<bool> takingUp)
    {
        try
        {
            await takingUp.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RepoTicketsException or FileSystemException)
        {
            // A full disk, say: the store can be read all the same, and the next sweep takes the changes up.
            Log.MaintenanceFailed(_logger, "taking up external changes", exception);
        }
    }

    private OpenStore Compose(LoadedJournal loaded)
    {
        var time = _environment.TimeProvider;
        IDocumentCache cache = _options.CacheEnabled && _environment.Cache is { } given ? new HostDocumentCache(given)
            : _options.CacheEnabled ? new MemoryDocumentCache(_options.CacheCapacity, _options.CacheExpiry)
            : new NoDocumentCache();
        var references = new ReferenceIndex();
        var decoder = new CommitDecoder(_format);
        var recentCommits = new RecentCommits(decoder);
        var view = new StoreView(
            new(_files, cache, _clock, loaded.Index, references, _recent, _documents, _settling, recentCommits), _shared, _tail);
        view.OtherFileChanged += _ => _configuration.Invalidate();
        view.Load(loaded.Commits, loaded.Position);
        var lister = new DocumentLister(_fileSystem, _layout, view);
        var current = new CurrentFiles(_files, _format);
        var allocator = new IdentifierAllocator(
            _fileSystem, _layout, view, new(_fileSystem, _layout), _environment.Identifiers, _options.IdScheme, () =>
                _configuration.Latest);
        var deletions = new DeletionPlanner(
            references, () => lister.ReadEverything(_files), new(_fileSystem, _layout, _files, time), current, _options.DeletionPolicy);
        var pythonIndex = new PythonIndex(
            _fileSystem, _layout, view, _shared, _writerLock, _environment.Identifiers, time, _options.TimeZone,
            _environment.HasBackgroundWork ? _options.LockTimeout : TimeSpan.Zero);
        var housekeeping = new Housekeeping(_environment, _health, view, _checkpointer, pythonIndex, _indexStore);
        CommitQueue? queue = null;
        var pending = new PendingFiles(_fileSystem, _layout, _environment.Identifiers, _shared);
        var placement = new PlacementTimer(pending, () => queue!.EnqueueAsync(new PlacementRequest(CancellationToken.None)), _environment);
        var committer = new GroupCommitter(PartsOf(view, housekeeping, pending, placement));
        queue = new CommitQueue(committer.CommitAsync);
        var verifier = new Verifier(
            _fileSystem, _layout, _files, lister, view, _configuration, _conflicts, _quarantine, _journalRepair, pythonIndex);
        OpenStore? store = null;
        var external = ComposeExternal(view, queue, () => store!.News.Tell());
        store = new()
        {
            Environment = _environment,
            Options = _options,
            Layout = _layout,
            View = view,
            Journal = _journal,
            Tail = _tail,
            Shared = _shared,
            Queue = queue,
            Committer = committer,
            Pending = pending,
            Placement = placement,
            Planner = new(
                new(_format, current, _options.MaximumDocumentBytes),
                allocator,
                deletions,
                () => _configuration.Latest,
                Parallelism),
            FormerFiles = new(_fileSystem, _layout, _options.JournalSegmentBytes),
            Health = _health,
            Configuration = _configuration,
            Origin = new(_environment.IdentitySource, _location.RepositoryRoot, _location.IsRepository, time),
            Lister = lister,
            Faults = _faults,
            News = NewsOf(loaded),
            External = external,
            Loader = _loader,
            Housekeeping = housekeeping,
            Feed = new(_fileSystem, _layout, _shared, decoder, recentCommits, time),
            Recovery = _recovery,
            Verifier = verifier,
            PythonIndex = pythonIndex,
            Repairer = new(
                _fileSystem, _layout, _files, view, _health, _writerLock, _recovery, _journalRepair, _quarantine, external, verifier,
                pythonIndex,
                reporter => store!.RebuildIndex(reporter), () => store!.ReadEverything(),
                (changes, token) => store!.CommitAsync(changes, token)),
            Clock = _clock,
        };
        view.Reload = store.Reload;
        return store;
    }

    private StoreNews NewsOf(LoadedJournal loaded)
    {
        var news = new StoreNews(_environment.Observers, _faults);
        if (loaded.IndexIsNew && loaded.Index.Snapshot.Count is > 0 and var count)
        {
            news.NoteIndexRebuilt(count);
        }

        return news;
    }

    private ExternalChanges ComposeExternal(StoreView view, CommitQueue queue, Action afterwards)
    {
        var scanner = new ChangeScanner(
            _fileSystem,
            _layout,
            _recent,
            new(_fileSystem, _layout, _files, view, _faults),
            new(_fileSystem, _layout, _files, _documents, _recent));
        var former = new FormerDocuments(_fileSystem, _layout, _format, view, _documents);
        return new(scanner, view, _documents, _faults, former, _settling, queue, _health, afterwards);
    }

    private CommitParts PartsOf(StoreView view, Housekeeping housekeeping, PendingFiles pending, PlacementTimer placement) => new()
    {
        Pending = pending,
        Placement = placement,
        FileSystem = _fileSystem,
        Layout = _layout,
        Options = _options,
        TimeProvider = _environment.TimeProvider,
        Identifiers = _environment.Identifiers,
        Shared = _shared,
        WriterLock = _writerLock,
        Tail = _tail,
        Journal = _journal,
        View = view,
        Recovery = _recovery,
        JournalRepair = _journalRepair,
        Conflicts = _conflicts,
        Housekeeping = housekeeping,
        Health = _health,
        Settling = _settling,
        Kept = new(view),
        Telemetry = _environment.Telemetry,
        Parallelism = Parallelism,
        HolderDescription = $"process {Environment.ProcessId} on {Environment.MachineName}",
    };

    // What runs step by step is to be the same at every run.
    private int Parallelism => _environment.HasBackgroundWork ? Environment.ProcessorCount : 1;
}
