namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>A ticket in the list. What it took is known only from its file, which may not be readable.</summary>
internal sealed record ListRow(TicketSummary Ticket, double? Hours);

/// <summary>The list of tickets: only the rows that are seen are there.</summary>
internal sealed record ListPane
{
    internal ListFilter Filter { get; init; } = ListFilter.All[0];

    internal TextEdit Search { get; init; } = TextEdit.Empty;

    /// <summary>Keys go into the search.</summary>
    internal bool IsSearching { get; init; }

    internal TicketOrder Order { get; init; } = TicketOrder.NewestCreated;

    /// <summary>The number of the first row that is seen, from 0.</summary>
    internal int Top { get; init; }

    /// <summary>The number of the row that is chosen, from 0.</summary>
    internal int Selected { get; init; }

    internal IReadOnlyList<ListRow> Rows { get; init; } = [];

    /// <summary>How many tickets match.</summary>
    internal int Total { get; init; }

    /// <summary>Files of tickets that cannot be read.</summary>
    internal int Faults { get; init; }

    internal ListRow? Chosen => Selected - Top is var index && index >= 0 && index < Rows.Count ? Rows[index] : null;
}
