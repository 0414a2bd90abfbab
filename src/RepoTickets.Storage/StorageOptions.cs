namespace RepoTickets.Storage;

/// <summary>What an acknowledged commit survives.</summary>
public enum Durability
{
    /// <summary>The death of the process and of the machine: the journal is flushed to the device before the answer. The default.</summary>
    Flushed,

    /// <summary>The death of the process, not of the machine: nothing is flushed. For scratch stores and tests.</summary>
    Buffered,
}

/// <summary>What happens when a document is deleted to which others refer.</summary>
public enum DeletionPolicy
{
    /// <summary>The deletion is refused with the list of references. The default.</summary>
    Refuse,

    /// <summary>
    /// The references are removed from the documents that hold them, in the same commit. The tasks of a ticket that have ended are deleted
    /// with it. Refused is what a task cannot be without: the ticket of one that has not ended, and the agent of any.
    /// </summary>
    Clean,
}

/// <summary>How the identifiers of new tickets are made.</summary>
public enum TicketIdScheme
{
    /// <summary>The first word of the title and the next number, such as <c>LOGIN-1</c>. The default, as the Python package does.</summary>
    TitleWord,

    /// <summary>The prefix of the configuration (<c>id_prefix</c>) and the next number, such as <c>TICKET-42</c>.</summary>
    PrefixNumber,

    /// <summary>
    /// The prefix of the configuration, the time and random bits in Crockford's base 32: unique without looking at other tickets, so
    /// branches of a repository do not take the same one.
    /// </summary>
    TimeOrdered,
}

/// <summary>Options of a file store. All have working defaults; <see cref="RepositoryPath"/> is the only one that most hosts set.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// A folder in the repository. The store is <c>.tickets</c> in the first folder from here upwards that is a repository (git, hg, jj),
    /// or in this very folder when it holds <c>.tickets</c> or is in no repository. Default: the current folder.
    /// </summary>
    public string RepositoryPath { get; set; } = ".";

    /// <summary>Creates the store when it is not there. Default false: opening a folder without a store fails.</summary>
    public bool CreateIfMissing { get; set; }

    /// <summary>Refuses every write and leaves every file as it is. Default false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>The same options for a store that is only looked at.</summary>
    internal StorageOptions AsReadOnly()
    {
        var copy = (StorageOptions)MemberwiseClone();
        (copy.ReadOnly, copy.CreateIfMissing) = (true, false);
        return copy;
    }

    /// <summary>
    /// Brings a store that an older version wrote to the format of this one when it is opened. False: such a store opens for reading only.
    /// Default true.
    /// </summary>
    public bool MigrateOnOpen { get; set; } = true;

    /// <summary>What an acknowledged commit survives. Default <see cref="Durability.Flushed"/>.</summary>
    public Durability Durability { get; set; } = Durability.Flushed;

    /// <summary>How long a commit waits for other writers. 10 ms to 10 min; default 10 s.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Keeps whole tickets in memory. Default true.</summary>
    public bool CacheEnabled { get; set; } = true;

    /// <summary>The largest number of documents in the cache. 1 to 10,000,000; default 10,000.</summary>
    public int CacheCapacity { get; set; } = 10_000;

    /// <summary>Drops a document from the cache when it was not read for this long. 1 s to 30 d; default: never.</summary>
    public TimeSpan? CacheExpiry { get; set; }

    /// <summary>
    /// How long a read may be answered from memory before the file is looked at again for edits by programs other than this SDK. Commits
    /// made through the SDK, in whatever process, are always seen at once. 0 to 1 h; default 1 s.
    /// </summary>
    public TimeSpan MaximumStaleness { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Has the operating system report changes to the files, so that queries see edits within a fraction of a second. Default true.
    /// </summary>
    public bool WatchFiles { get; set; } = true;

    /// <summary>How often all files are looked at even without a report. 1 s to 1 d; default 30 s.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a file that is missing, empty or unreadable is given to settle, because git or an editor may be in the middle of replacing
    /// it. 0 to 1 min; default 2 s.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The zone of times that are written without one, as the Python package writes them. Default: this machine's.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Local;

    /// <summary>How identifiers of new tickets are made. Default <see cref="TicketIdScheme.TitleWord"/>.</summary>
    public TicketIdScheme IdScheme { get; set; } = TicketIdScheme.TitleWord;

    /// <summary>What happens to references to a deleted document. Default <see cref="DeletionPolicy.Refuse"/>.</summary>
    public DeletionPolicy DeletionPolicy { get; set; } = DeletionPolicy.Refuse;

    /// <summary>The largest file that is read as a document. 4 KiB to 64 MiB; default 1 MiB.</summary>
    public int MaximumDocumentBytes { get; set; } = 1 << 20;

    /// <summary>
    /// When a segment of the journal is longer than this, the next begins and what lies before is checkpointed. 64 KiB to 1 GiB; default 4
    /// MiB.
    /// </summary>
    public long JournalSegmentBytes { get; set; } = 4 << 20;

    /// <summary>
    /// How much of the journal is kept for consumers of the feed, beyond what recovery needs. 0 to 1 TiB; default 64 MiB.
    /// </summary>
    public long FeedRetentionBytes { get; set; } = 64 << 20;

    /// <summary>Writes although the folder is on a network, where locks and flushes may not do what they promise. Default false.</summary>
    public bool AllowNetworkFileSystem { get; set; }
}
