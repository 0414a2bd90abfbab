using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.Cli.Tests.Reports;

/// <summary>Small stores whose figures can be computed by hand; now is noon of Wednesday, 4 March 2026, UTC.</summary>
internal static class TestSource
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    internal static ReportSource Of(params Ticket[] tickets) => new() { Project = "project", Now = Now, Days = 7, Tickets = tickets };

    /// <summary>A ticket that was created and last changed so many days before now.</summary>
    internal static Ticket Ticket(
        string id, TicketStatus? status = null, TicketPriority? priority = null, double created = 0, double updated = 0,
        string? assignee = "alice") => new()
    {
        Id = TicketId.Parse(id),
        Title = $"Title of {id}",
        Status = status ?? TicketStatus.Open,
        Priority = priority ?? TicketPriority.Medium,
        Assignee = assignee,
        CreatedAt = Now.AddDays(-created),
        UpdatedAt = Now.AddDays(-updated),
    };
}
