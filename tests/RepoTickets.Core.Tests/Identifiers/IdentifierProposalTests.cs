namespace RepoTickets.Core.Tests.Identifiers;

public sealed class IdentifierProposalTests
{
    [Theory]
    [InlineData("Login fails", "LOGIN")]
    [InlineData("performance problem", "PERFORMA")]
    [InlineData("snake_case title", "SNAKE")]
    [InlineData("Über uns", "UBER")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("u\u0308ber", "UBER")]
    [InlineData("Привет", "TICKET")]
    [InlineData("Привет world", "WORLD")]
    [InlineData("日本語", "TICKET")]
    [InlineData("", "TICKET")]
    [InlineData("--- \n", "TICKET")]
    [InlineData("-rf /", "RF")]
    [InlineData("con", "TICKET")]
    [InlineData("COM1 is broken", "TICKET")]
    [InlineData("../../etc", "ETC")]
    public void PrefixFor_Titles_GiveTheFirstWord(string title, string prefix) =>
        Assert.Equal(prefix, IdentifierProposal.PrefixFor(DocumentKind.Ticket, title));

    [Theory]
    [InlineData(DocumentKind.Epic, "performance", "PERFORMA")]
    [InlineData(DocumentKind.Epic, "?", "EPIC")]
    [InlineData(DocumentKind.BacklogItem, "Remember me", "REMEMB")]
    [InlineData(DocumentKind.BacklogItem, "", "BL")]
    [InlineData(DocumentKind.Agent, "Code Bot", "AGENT-CODE-BOT")]
    [InlineData(DocumentKind.Agent, "a very long name of a bot", "AGENT-A-VERY-LONG-NAME")]
    [InlineData(DocumentKind.Agent, "abcdefghijklmno pq", "AGENT-ABCDEFGHIJKLMNO")]
    [InlineData(DocumentKind.Agent, "!!", "AGENT-AGENT")]
    [InlineData(DocumentKind.AgentTask, "x", "TASK")]
    public void PrefixFor_OtherKinds_FollowTheirRules(DocumentKind kind, string title, string prefix) =>
        Assert.Equal(prefix, IdentifierProposal.PrefixFor(kind, title));

    [Fact]
    public void Proposals_FromAnyTitle_AreWellFormed()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var title = new RandomDocuments(seed).Text();
            foreach (var kind in (DocumentKind[])[DocumentKind.Ticket, DocumentKind.Epic, DocumentKind.BacklogItem, DocumentKind.Agent])
            {
                var prefix = IdentifierProposal.PrefixFor(kind, title);
                Assert.True(TicketId.TryParse(prefix, out _), $"seed {seed}: {prefix}");
                Assert.True(TicketId.TryParse(IdentifierProposal.Numbered(prefix, long.MaxValue), out _), $"seed {seed}: {prefix}");
            }
        }
    }

    [Fact]
    public void NextNumbered_TakenNumbers_ArePassedOver()
    {
        HashSet<string> taken = ["A-1", "A-2", "A-4"];
        Assert.Equal("A-3", IdentifierProposal.NextNumbered("A", taken.Contains));
        Assert.Equal("A-5", IdentifierProposal.NextNumbered("A", taken.Contains, firstNumber: 4));
        Assert.Equal("AGENT-X-1", IdentifierProposal.ForAgent("x", static id => id == "AGENT-X"));
        Assert.Equal("AGENT-X", IdentifierProposal.ForAgent("x", static _ => false));
        Assert.Throws<ArgumentException>(() => IdentifierProposal.Numbered("a/b", 1));
        Assert.Throws<ArgumentException>(() => IdentifierProposal.Numbered(new string('A', 41), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IdentifierProposal.Numbered("A", 0));
    }

    [Fact]
    public void TimeOrdered_LaterSeconds_SortBehind()
    {
        var ids = new SeededIds();
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var made = Enumerable.Range(0, 500).Select(i => IdentifierProposal.TimeOrdered("A", time.AddSeconds(i), ids)).ToList();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.All(made, static id => Assert.Matches("^A-[0-9A-HJKMNP-TV-Z]{10}$", id));
        Assert.Equal(12, IdentifierProposal.TimeOrdered("A", new(2155, 12, 31, 0, 0, 0, TimeSpan.Zero), ids).Length);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => IdentifierProposal.TimeOrdered("A", new(2019, 12, 31, 0, 0, 0, TimeSpan.Zero), ids));
    }

    [Fact]
    public void ForTask_Bits_AreEightUpperCaseDigits() =>
        Assert.Matches("^[0-9A-F]{8}$", IdentifierProposal.ForTask(new IdentifierGenerator()));

    [Fact]
    public void IdentifierGenerator_Called_DoesNotRepeat()
    {
        var generator = new IdentifierGenerator();
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => generator.NextBits()).Distinct().Count());
    }
}
