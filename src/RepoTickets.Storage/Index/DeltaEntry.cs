using System.Text;

namespace RepoTickets.Storage.Index;

/// <summary>One ticket that changed since the base was built.</summary>
/// <param name="Id">The ticket.</param>
/// <param name="Hash">The hash of <paramref name="Id"/>.</param>
/// <param name="Summary">Its new state; null when it is gone.</param>
/// <param name="File">Its file.</param>
/// <param name="Text">Its text, folded, as UTF-8.</param>
/// <param name="BaseRow">The row of the base that this replaces, or -1.</param>
internal sealed record DeltaEntry(TicketId Id, int Hash, TicketSummary? Summary, TicketFile File, byte[] Text, int BaseRow)
{
    internal static DeltaEntry Create(TicketId id, IndexedTicket? ticket, int baseRow) => new(
        id,
        id.GetHashCode(),
        ticket?.Summary,
        ticket?.File ?? default,
        ticket is null ? [] : Encoding.UTF8.GetBytes(SearchText.Fold(ticket.Text)),
        baseRow);

    internal static int CompareNewestFirst(DeltaEntry left, DeltaEntry right)
    {
        var order = right.Summary!.CreatedAt.UtcTicks.CompareTo(left.Summary!.CreatedAt.UtcTicks);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    }

    internal static int CompareHashes(DeltaEntry left, DeltaEntry right) => left.Hash.CompareTo(right.Hash);
}
