using RepoTickets.Cli.Tests.Reports;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Screen.Run;

namespace RepoTickets.Cli.Tests.Screen;

public sealed class MetricsTextTests
{
    [Fact]
    public void Write_TicketsThatWereBegun_AreNotCalledOpen()
    {
        var source = TestSource.Of(
            TestSource.Ticket("A-1", TicketStatus.InProgress),
            TestSource.Ticket("A-2", TicketStatus.Blocked),
            TestSource.Ticket("A-3", TicketStatus.Cancelled));
        using var text = new StringWriter();
        new MetricsText(text).Write(TicketMetrics.Of(source), source.Tickets);

        Assert.Contains("Tickets: 3 (2 not ended, 1 ended)\n", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("open", text.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
