using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>Something that happened: a key, a change of the window, an answer of the store.</summary>
internal abstract record ScreenMessage
{
    internal sealed record KeyPressed(ScreenKey Key) : ScreenMessage;

    internal sealed record Resized(int Width, int Height) : ScreenMessage;

    /// <summary>Somebody committed, maybe this program.</summary>
    /// <param name="Keys">What changed; null when that is not known.</param>
    internal sealed record StoreChanged(IReadOnlySet<DocumentKey>? Keys) : ScreenMessage;

    internal sealed record PageLoaded(IReadOnlyList<ListRow> Rows, int Total, int Faults, DateTimeOffset Now) : ScreenMessage;

    internal sealed record TicketLoaded(DetailPane Ticket) : ScreenMessage;

    internal sealed record TicketMissing(TicketId Id) : ScreenMessage;

    internal sealed record FiguresLoaded(string Text) : ScreenMessage;

    internal sealed record Done(string Sentence) : ScreenMessage;

    /// <summary>A change is part of the store.</summary>
    internal sealed record Saved(TicketId Id, string Sentence, bool IsNew = false) : ScreenMessage;

    /// <summary>Nothing was written, because somebody else had changed the ticket.</summary>
    /// <param name="Current">The ticket as it is now; null when it was deleted.</param>
    internal sealed record Conflicted(Ticket? Current) : ScreenMessage;

    /// <summary>Nothing was done, for this reason.</summary>
    internal sealed record Refused(string Reason) : ScreenMessage;
}
