using Microsoft.Extensions.Logging;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;

namespace RepoTickets.Storage.Committing;

/// <summary>Why this store can not be written any more, if it can not. Thread-safe.</summary>
internal sealed class StoreHealth(ILogger logger)
{
    private volatile string? _readOnlyReason;
    private volatile string? _poison;

    /// <summary>Null while the store can be written.</summary>
    internal string? ReadOnlyReason => _readOnlyReason;

    /// <summary>The journal is damaged; only a repair makes the store writable again.</summary>
    internal bool JournalIsDamaged { get; private set; }

    /// <summary>Why nothing may be written before the store is opened again; null when no flush failed.</summary>
    internal string? PoisonReason => _poison;

    internal bool IsPoisoned => _poison is not null;

    internal void MakeReadOnly(string reason) => _readOnlyReason = reason;

    /// <summary>The journal was found to be damaged: the files are read while somebody decides.</summary>
    internal void NoteDamage(string reason)
    {
        MakeReadOnly(reason);
        JournalIsDamaged = true;
    }

    /// <summary>The journal was repaired.</summary>
    internal void NoteRepair()
    {
        if (JournalIsDamaged)
        {
            JournalIsDamaged = false;
            _readOnlyReason = null;
        }
    }

    /// <summary>Refuses what even a repair must not do.</summary>
    /// <exception cref="StoreReadOnlyException">The store is open for reading only, for another reason than damage.</exception>
    /// <exception cref="StorePoisonedException">A flush failed earlier.</exception>
    internal void ThrowIfUnrepairable()
    {
        if (!JournalIsDamaged || IsPoisoned)
        {
            ThrowIfUnwritable();
        }
    }

    /// <exception cref="StoreReadOnlyException">The store is open for reading only.</exception>
    /// <exception cref="StorePoisonedException">A flush failed earlier.</exception>
    internal void ThrowIfUnwritable()
    {
        if (_poison is { } poison)
        {
            throw new StorePoisonedException(poison);
        }

        if (_readOnlyReason is { } reason)
        {
            throw new StoreReadOnlyException(reason);
        }
    }

    /// <summary>A device flush failed: no more is written.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="cause">What the file system said.</param>
    /// <param name="mayBeCommitted">It was the flush that would have made the caller's own change set durable.</param>
    internal StorePoisonedException Poison(string message, Exception? cause, bool mayBeCommitted = false)
    {
        _poison = message + " Writing is refused until the store is opened again, which verifies it.";
        Log.StorePoisoned(logger, _poison, cause);
        return new(_poison, cause) { MayBeCommitted = mayBeCommitted };
    }

    /// <summary>A commit is durable, but its files could not be put in place.</summary>
    internal StoreIoException ReportUnapplied(FileSystemException exception, long position)
    {
        var message =
            $"Commit {position} is durable in the journal, but its files could not be put in place: {exception.Message}. " +
            "Readers of this SDK see it already. Remove the cause; the next commit, or opening the store, finishes it. " +
            StoreIo.Advice(exception.Error);
        Log.CommitNotApplied(logger, position, exception);
        return new(message.TrimEnd(), exception.Path, exception.ErrorNumber, exception);
    }
}
