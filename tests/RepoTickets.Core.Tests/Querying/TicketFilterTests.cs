namespace RepoTickets.Core.Tests.Querying;

public class TicketFilterTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TicketSummary Ticket = new(
        TicketId.Parse("LOGIN-1"), "Login fails", TicketStatus.InProgress, TicketPriority.High, ["Bug", "auth"], "Ann", "bob@example.org",
        EpicId.Parse("AUTH-1"), Now.AddDays(-30), Now.AddDays(-7));

    [Theory]
    [InlineData("*", true)]
    [InlineData("-*", false)]
    [InlineData("status:open", false)]
    [InlineData("status:open,in-progress", true)]
    [InlineData("is:open", true)]
    [InlineData("is:closed", false)]
    [InlineData("priority:high", true)]
    [InlineData("priority!=high", false)]
    [InlineData("priority>=high", true)]
    [InlineData("priority>high", false)]
    [InlineData("priority<critical", true)]
    [InlineData("priority<=medium", false)]
    [InlineData("priority>unlisted", true)]
    [InlineData("label:BUG", true)]
    [InlineData("label:bu", false)]
    [InlineData("label:none", false)]
    [InlineData("assignee:ann", true)]
    [InlineData("assignee:none", false)]
    [InlineData("reporter:bob@example.org", true)]
    [InlineData("epic:AUTH-1", true)]
    [InlineData("epic:none", false)]
    [InlineData("id:login-1", true)]
    [InlineData("id:LOG*", true)]
    [InlineData("id:\"log\"*", false)]
    [InlineData("updated<7d", false)]
    [InlineData("updated<=7d", true)]
    [InlineData("updated>=1w", true)]
    [InlineData("created>29d", true)]
    [InlineData("created:2025-05-02", true)]
    [InlineData("created!=2025-05-02", false)]
    [InlineData("login FAILS", true)]
    [InlineData("\"login fails\"", true)]
    [InlineData("\"fails login\"", false)]
    [InlineData("\"login fail\"", false)]
    [InlineData("\"login fail\"*", true)]
    [InlineData("log", false)]
    [InlineData("log*", true)]
    [InlineData("*ogi*", true)]
    [InlineData("*\"in fa\"*", true)]
    [InlineData("ÜBER", true)]
    [InlineData("-login or fails", true)]
    public void Matches_OneTicket_FollowsTheMeaningOfTheCondition(string query, bool expected)
    {
        var context = new TicketFilterContext(new TicketsConfiguration(), Now);

        Assert.Equal(expected, TicketQuery.Parse(query).Filter.Matches(Ticket, "Login fails\nBug auth\nüber den Wolken", context));
    }

    [Fact]
    public void Operators_BuildFlatTreesWithValueEquality()
    {
        var built = TicketFilter.Status(TicketStatus.Open) & TicketFilter.Label("bug") & !(TicketFilter.Open | TicketFilter.NoLabel);

        Assert.Equal(
            TicketFilter.And(
                TicketFilter.Status(TicketStatus.Open), TicketFilter.Label("bug"), !(TicketFilter.Open | TicketFilter.NoLabel)), built);
        Assert.Equal("status:open label:bug -(is:open or label:none)", built.ToString());
        Assert.Equal(TicketFilter.All, TicketFilter.And());
        Assert.Equal(!TicketFilter.All, TicketFilter.Or());
    }

    [Fact]
    public void Builders_GivenWhatCannotBeAsked_Throw()
    {
        Assert.Throws<ArgumentException>(() => TicketFilter.Status());
        Assert.Throws<ArgumentException>(() => TicketFilter.Label(""));
        Assert.Throws<ArgumentException>(() => TicketFilter.Id(default));
        Assert.Throws<ArgumentException>(() => TicketFilter.Words("?!"));
        Assert.Throws<ArgumentOutOfRangeException>(() => TicketFilter.UpdatedAge(ComparisonOperator.Equal, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => TicketFilter.UpdatedAge(ComparisonOperator.Less, TimeSpan.FromDays(40_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TicketFilter.Priority((ComparisonOperator)9, TicketPriority.High));
    }

    [Fact]
    public void Words_OfAnyScript_AreRunsOfLettersDigitsAndTheirMarks()
    {
        Assert.Equal(["don", "t", "über", "नमस्ते", "x1"], SearchText.Words("Don't ÜBER-नमस्ते\tX1"));
        Assert.Equal("a\ufffdb", SearchText.Fold("A\ud800B"));
    }
}
