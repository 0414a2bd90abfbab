namespace RepoTickets.LogTriage;

/// <summary>
/// Where the state of grouping is kept: a snapshot that is replaced as a whole, and a journal that is appended to. One grouper at a time
/// uses a store; calls never overlap.
/// </summary>
public interface IGroupStateStore : IDisposable
{
    /// <summary>The snapshot; null when there is none.</summary>
    /// <exception cref="GroupStateException">It cannot be read.</exception>
    byte[]? ReadSnapshot();

    /// <summary>The journal; null when there is none.</summary>
    /// <exception cref="GroupStateException">It cannot be read.</exception>
    byte[]? ReadJournal();

    /// <summary>Appends behind <paramref name="position"/> bytes of the journal and flushes: what is there when this returns outlives a crash.</summary>
    /// <exception cref="GroupStateException">It cannot be written. What the journal then holds behind the position is unknown.</exception>
    void AppendJournal(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Replaces the snapshot in one step, flushed, and then empties the journal.</summary>
    /// <exception cref="GroupStateException">It cannot be written; the snapshot is the old or the new one as a whole.</exception>
    void ReplaceSnapshot(ReadOnlySpan<byte> bytes);
}
