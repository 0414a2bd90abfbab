namespace RepoTickets.Storage.Index;

/// <summary>
/// All tickets in memory. Readers take <see cref="Snapshot"/> and never wait; the caller sees to it that only one thread at a time writes.
/// </summary>
internal sealed class TicketIndex
{
    /// <summary>How many changes are kept beside the base at least, before they are built into it.</summary>
    internal const int DefaultChangeLimit = 1024;

    private readonly int _changeLimit;
    private IndexSnapshot _snapshot;

    /// <param name="snapshot">The state to start with; nothing when null.</param>
    /// <param name="changeLimit">How many changes are kept beside the base, where a 64th of the tickets is not more.</param>
    internal TicketIndex(IndexSnapshot? snapshot = null, int changeLimit = DefaultChangeLimit)
    {
        _snapshot = snapshot ?? IndexSnapshot.Empty;
        _changeLimit = changeLimit;
    }

    /// <summary>The latest state.</summary>
    internal IndexSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Publishes the state with these changes, all at once. The cost does not grow with the number of tickets, but for a rebuild
    /// of the base after max(1024, tickets / 64) changes.</summary>
    internal void Apply(IReadOnlyList<IndexUpdate> updates, long position) =>
        Volatile.Write(ref _snapshot, _snapshot.Apply(updates, position, _changeLimit));

    /// <summary>Publishes the same state with all changes built into the base: worth it before saving.</summary>
    internal void Compact() => Volatile.Write(ref _snapshot, _snapshot.Compact());

    /// <summary>Publishes a state of these tickets alone; the last one counts where several have the same identifier.</summary>
    internal void Reset(IReadOnlyList<IndexedTicket> tickets, long position) =>
        Volatile.Write(ref _snapshot, new IndexSnapshot(IndexBaseBuilder.Build(tickets), IndexDelta.Empty, position));
}
