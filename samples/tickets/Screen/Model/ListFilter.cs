namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>The filters behind the keys 1 to 7.</summary>
internal sealed record ListFilter(char Key, string Name, TicketFilter Filter)
{
    internal static ListFilter[] All { get; } =
    [
        new('1', "All", TicketFilter.All),
        new('2', "Open", TicketFilter.Status(TicketStatus.Open)),
        new('3', "In progress", TicketFilter.Status(TicketStatus.InProgress)),
        new('4', "Blocked", TicketFilter.Status(TicketStatus.Blocked)),
        new('5', "Closed", TicketFilter.Status(TicketStatus.Closed)),
        new('6', "Critical", TicketFilter.Priority(TicketPriority.Critical)),
        new('7', "High", TicketFilter.Priority(TicketPriority.High)),
    ];
}
