using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RepoTickets.Storage.Recovery;

/// <summary>A file that somebody else changed between a commit and its being put in place: theirs stays, ours is in quarantine.</summary>
/// <param name="Path">The file, relative.</param>
/// <param name="Quarantined">The name of our bytes in quarantine; empty when it was to be removed.</param>
internal sealed record RecoveryConflict(string Path, string Quarantined);

/// <summary>Remembers conflicts of this process for verification to report, and keeps the bytes. Thread-safe.</summary>
internal sealed class RecoveryConflicts(Quarantine quarantine, ILogger logger)
{
    private readonly ConcurrentQueue<RecoveryConflict> _found = new();
    private readonly ConcurrentQueue<RecoveryConflict> _migrations = new();

    internal IReadOnlyCollection<RecoveryConflict> Found => _found;

    /// <summary>Files that were to be migrated and are not what the migration began with.</summary>
    internal IReadOnlyCollection<RecoveryConflict> FoundByMigration => _migrations;

    internal void NoteMigration(RecoveryConflict conflict)
    {
        _migrations.Enqueue(conflict);
        Log.MigrationConflict(logger, conflict.Path, conflict.Quarantined);
    }

    internal void KeepTheirs(string relativePath, byte[] ours)
    {
        quarantine.Keep(relativePath, ours, "A commit was to put these bytes here, but another program had changed the file; its " +
            "version was left in place.");
        var conflict = new RecoveryConflict(relativePath, DocumentVersion.Of(ours).ToString());
        _found.Enqueue(conflict);
        Log.RecoveryConflict(logger, relativePath, conflict.Quarantined);
    }

    internal void KeepTorn(string relativePath, byte[] torn)
    {
        if (torn.Length > 0)
        {
            quarantine.Keep(relativePath, torn, "The file was torn by a crash; it was restored from the journal.");
        }

        Log.TornFileRestored(logger, relativePath);
    }
}
