using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Locking;
using RepoTickets.Storage.Maintenance;
using RepoTickets.Storage.Recovery;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Committing;

/// <summary>What a <see cref="GroupCommitter"/> is made of.</summary>
internal sealed record CommitParts
{
    internal required IFileSystem FileSystem { get; init; }

    internal required StoreLayout Layout { get; init; }

    internal required StorageOptions Options { get; init; }

    internal required TimeProvider TimeProvider { get; init; }

    internal required IIdentifierGenerator Identifiers { get; init; }

    internal required SharedState Shared { get; init; }

    internal required WriterLock WriterLock { get; init; }

    internal required JournalTail Tail { get; init; }

    internal required JournalWriter Journal { get; init; }

    internal required StoreView View { get; init; }

    internal required StoreRecovery Recovery { get; init; }

    internal required JournalRepair JournalRepair { get; init; }

    internal required RecoveryConflicts Conflicts { get; init; }

    internal required Housekeeping Housekeeping { get; init; }

    internal required StoreHealth Health { get; init; }

    internal required Settling Settling { get; init; }

    internal required PendingFiles Pending { get; init; }

    internal required PlacementTimer Placement { get; init; }

    internal required CommittedDocuments Kept { get; init; }

    internal required StorageTelemetry Telemetry { get; init; }

    /// <summary>How many cores may share what a large commit does.</summary>
    internal required int Parallelism { get; init; }

    /// <summary>Written into the lock file for people.</summary>
    internal required string HolderDescription { get; init; }
}
