using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The keys, as the help lists them.</summary>
internal static class HelpText
{
    internal static TextPane Pane { get; } = new("Keys",
        """
        In the list
          Up Down PgUp PgDn Home End   choose a ticket
          Enter      the ticket
          n          new ticket
          /          search; Enter goes to the list, Ctrl-L clears
          1 to 7     all, open, in progress, blocked, closed, critical, high
          s          next order
          Esc        clears the search
          m          metrics
          g          writes the report (ticket_report.html) and shows it
          r          looks at the files again
          ?          these keys
          q          ends; Ctrl-C ends from anywhere

        In a ticket
          Up Down PgUp PgDn Home End   scroll
          e          edit
          c          comment
          j          journal entry
          t          time: s starts, x stops, a adds, Enter does it
          Esc        back to the list

        In a form
          Tab, Enter     next field (Enter makes a line in texts); Shift-Tab goes back
          Left Right     another choice
          Ctrl-S or F2   saves
          Ctrl-T         swaps with what somebody else wrote meanwhile; Ctrl-S asks before it drops yours
          Esc            leaves; twice when something was written

        A search is a part of title, labels, description or comments or the start of an ID, or a
        query such as label:bug priority>=high updated<7d. Changes that others make show up by
        themselves; what you save on top of somebody else's change is shown first, never written over.
        """);
}
