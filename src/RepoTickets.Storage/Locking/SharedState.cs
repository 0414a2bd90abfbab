using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Locking;

/// <summary>
/// What the processes on this machine tell each other through a mapped file: one volatile read says whether anything was committed since,
/// so that a cached answer is checked in a nanosecond. It survives the death of processes; after a boot it is set anew from the journal,
/// which is the truth.
/// <para>Only the holder of the writer lock writes, except for the places of those who wait for it and what is a hint only.</para>
/// </summary>
internal sealed class SharedState(ISharedWords words) : IDisposable
{
    internal const int WordCount = 64;

    private const long Magic = 0x0131_5753_5452;
    private const int MagicWord = 0;
    private const int BootWord = 1;
    private const int CommittedWord = 2;
    private const int AppliedWord = 3;
    private const int WritingWord = 4;
    private const int PoisonedWord = 5;
    private const int PythonIndexWord = 6;
    private const int UntrustedWord = 7;
    private const int HolderWord = 8;
    private const int CheckpointWord = 9;
    private const int FirstWaiterWord = 16;
    private const int WordsOfWaiter = 3;

    /// <summary>
    /// The position through which commits are durable and visible. Setting it is the instant at which a commit happens for every reader: it
    /// is set after the flush and before the first file is touched.
    /// </summary>
    internal long Committed
    {
        get => words[CommittedWord];
        set => words[CommittedWord] = value;
    }

    /// <summary>The position through which the files are in place.</summary>
    internal long Applied
    {
        get => words[AppliedWord];
        set => words[AppliedWord] = value;
    }

    /// <summary>A writer is between its first and its last step. Seen by the next holder of the lock: the writer died.</summary>
    internal bool Writing
    {
        get => words[WritingWord] != 0;
        set => words[WritingWord] = value ? 1 : 0;
    }

    /// <summary>A flush failed. No process writes until one has opened the store anew and written the journal to fresh pages.</summary>
    internal bool Poisoned
    {
        get => words[PoisonedWord] != 0;
        set => words[PoisonedWord] = value ? 1 : 0;
    }

    /// <summary>
    /// The process that last described itself in the lock file: writing that text for every commit costs more than the commit.
    /// </summary>
    internal long Holder
    {
        get => words[HolderWord];
        set => words[HolderWord] = value;
    }

    /// <summary>
    /// A flush of files or folders failed since the boot. The kernel may take their pages for clean now and a second flush says yes without
    /// writing, so nothing is checkpointed until the machine has booted: then the journal is replayed over what the device really has.
    /// </summary>
    internal bool FlushesAreUntrusted
    {
        get => words[UntrustedWord] != 0;
        set => words[UntrustedWord] = value ? 1 : 0;
    }

    /// <summary>When a process last began to write the Python package's index, by the machine's clock: a hint.</summary>
    internal long PythonIndexBegun
    {
        get => words[PythonIndexWord];
        set => words[PythonIndexWord] = value;
    }

    /// <summary>When a process last began a checkpoint, by the machine's clock: a hint.</summary>
    internal long CheckpointBegun
    {
        get => words[CheckpointWord];
        set => words[CheckpointWord] = value;
    }

    /// <summary>Who stands at a place of the line before the lock. The three words are not read at one instant: they are hints.</summary>
    internal Waiter GetWaiter(int place)
    {
        var word = FirstWaiterWord + (place * WordsOfWaiter);
        return new(words[word], words[word + 1], words[word + 2]);
    }

    internal void SetWaiter(int place, in Waiter waiter)
    {
        var word = FirstWaiterWord + (place * WordsOfWaiter);
        words[word] = waiter.Owner;
        words[word + 2] = waiter.Seen;
        words[word + 1] = waiter.Since;
    }

    /// <summary>The words are this process's own: what others commit is to be found in the journal.</summary>
    internal bool IsPrivate => words is PrivateWords;

    internal bool IsStillNamed => words.IsStillNamed;

    /// <summary>The words were set since the machine booted.</summary>
    internal bool IsValidFor(string bootId) => words[MagicWord] == Magic && words[BootWord] == HashOf(bootId);

    internal void Initialise(string bootId, long position)
    {
        if (!IsValidFor(bootId))
        {
            FlushesAreUntrusted = false;
        }

        Committed = position;
        Applied = position;
        Writing = false;
        Poisoned = false;
        words[BootWord] = HashOf(bootId);
        words[MagicWord] = Magic;
    }

    /// <summary>
    /// Sets words of this process alone, for a store that is only read: commits behind <paramref name="applied"/> are shown from the
    /// journal.
    /// </summary>
    internal void TryInitialise(string bootId, long applied, long committed)
    {
        if (words is PrivateWords)
        {
            Initialise(bootId, committed);
            Applied = applied;
        }
    }

    public void Dispose() => words.Dispose();

    private static long HashOf(string bootId) => 1L + Crc32C.Compute(System.Text.Encoding.UTF8.GetBytes(bootId));
}
