namespace RepoTickets;

/// <summary>The folder is not a ticket store, or has not the form that one must have.</summary>
public sealed class StoreNotFoundException(string path, string message) : RepoTicketsException(message)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;
}

/// <summary>The writer lock was not free within the time-out. Nothing was written.</summary>
public sealed class StoreBusyException(string holder, TimeSpan waited)
    : RepoTicketsException($"The store is being written by {holder}; waited {waited.TotalSeconds:0.0} s. Try again, or raise LockTimeout.")
{
    /// <summary>Who holds the lock, as far as is known.</summary>
    public string Holder { get; } = holder;

    /// <summary>How long was waited.</summary>
    public TimeSpan Waited { get; } = waited;
}

/// <summary>The store can be read but not written, here: a read-only folder, a newer format, an option. Nothing was written.</summary>
public sealed class StoreReadOnlyException(string message) : RepoTicketsException(message);

/// <summary>
/// The operating system refused to read or write: disk full, permission denied, input/output error. The old state is intact.
/// </summary>
public sealed class StoreIoException(string message, string path, int errorNumber, Exception? innerException = null)
    : RepoTicketsException(message, innerException)
{
    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;

    /// <summary>The error number of the operating system (errno on Unix); 0 when unknown.</summary>
    public int ErrorNumber { get; } = errorNumber;
}

/// <summary>
/// A device flush failed. Whether the last change set is durable is unknown, so this store refuses all further writes; reads go on. Open
/// the store again: opening verifies it and tells what is there.
/// </summary>
public sealed class StorePoisonedException(string message, Exception? innerException = null) : RepoTicketsException(
    message, innerException)
{
    /// <summary>
    /// True when the flush failed that would have made this very change set durable: it may be there after the store is opened again, or
    /// not. False (the default) when the store was refusing writes already, so that nothing of the change set was written.
    /// </summary>
    public bool MayBeCommitted { get; init; }
}

/// <summary>
/// Locks do not exclude on this file system (or are switched off by <c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c>), so several writers could
/// destroy each other's work. Writing is refused.
/// </summary>
public sealed class StoreLockingUnavailableException(string message) : RepoTicketsException(message);

/// <summary>The journal is damaged at a place that is not its end. Nothing is guessed: repair the store.</summary>
public sealed class JournalCorruptException(string path, long offset, string message)
    : RepoTicketsException($"{path} at byte {offset}: {message}")
{
    /// <summary>The file inside the <c>.tickets</c> folder.</summary>
    public string Path { get; } = path;

    /// <summary>Where the damage starts.</summary>
    public long Offset { get; } = offset;
}

/// <summary>A consumer asks for commits that retention has dropped.</summary>
public sealed class FeedPositionExpiredException(long requested, long oldest)
    : RepoTicketsException($"Commits after position {requested} were asked for; the oldest kept is {oldest}. Read the store's state " +
        $"anew and resume from its position.")
{
    /// <summary>The position asked for.</summary>
    public long Requested { get; } = requested;

    /// <summary>The oldest position that is kept.</summary>
    public long Oldest { get; } = oldest;
}
