using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Index;

/// <summary>Where a ticket's file is and what it looked like when it was read.</summary>
/// <param name="IsInClosedFolder">In <c>closed/</c>, else in <c>open/</c>.</param>
/// <param name="Stamp">The stamp while it was read.</param>
/// <param name="ReadAtNanoseconds">
/// When it was read, since 1970. A stamp whose times are not clearly older than this may hide a later write within the same clock tick
/// ("racily clean" in git's words), and is checked by reading again.
/// </param>
internal readonly record struct TicketFile(bool IsInClosedFolder, FileStamp Stamp, long ReadAtNanoseconds)
{
    /// <summary>The version of its bytes: tells a file that was touched from one that was changed.</summary>
    internal DocumentVersion Version { get; init; }
}

/// <summary>All that the index keeps of one ticket.</summary>
/// <param name="Summary">What lists and filters need.</param>
/// <param name="Text">Title, labels, description and comment texts, one to a line, for text search. Any script, any case.</param>
/// <param name="File">Its file.</param>
internal sealed record IndexedTicket(TicketSummary Summary, string Text, TicketFile File);

/// <summary>A change to the index: the ticket's new state, or null for one that is gone.</summary>
internal readonly record struct IndexUpdate(TicketId Id, IndexedTicket? Ticket);
