using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>Something to be done outside the model; what comes of it returns as a <see cref="ScreenMessage"/>.</summary>
internal abstract record ScreenEffect
{
    /// <summary>What to show while it lasts; null for what is over before anybody could read it.</summary>
    internal virtual string? Waiting => null;

    /// <summary>Ends the program.</summary>
    internal sealed record Quit(int ExitCode) : ScreenEffect;

    /// <summary>Reads the rows that are seen.</summary>
    internal sealed record LoadPage(ListFilter Filter, string Search, TicketOrder Order, int Top, int Count) : ScreenEffect;

    internal sealed record LoadTicket(TicketId Id) : ScreenEffect;

    /// <summary>Looks at the files, then reads the rows.</summary>
    internal sealed record Refresh(LoadPage Page) : ScreenEffect
    {
        internal override string Waiting => "Looking at the files…";
    }

    internal sealed record LoadFigures : ScreenEffect
    {
        internal override string Waiting => "Counting…";
    }

    internal sealed record WriteReport : ScreenEffect
    {
        internal override string Waiting => "Writing the report…";
    }

    internal abstract record Change : ScreenEffect
    {
        internal override string Waiting => "Saving…";
    }

    internal sealed record Create(Ticket Draft) : Change;

    /// <summary>Writes a ticket in the version that it carries, and in no other.</summary>
    internal sealed record Update(Ticket Edited) : Change;

    internal sealed record Comment(TicketId Id, string Text) : Change;

    /// <summary>Adds an entry; whoever sits here becomes its author.</summary>
    internal sealed record Journal(TicketId Id, JournalEntry Entry) : Change;

    internal sealed record Time(TicketId Id, TimeAction Action, int Minutes, string Type, string Description) : Change;
}
