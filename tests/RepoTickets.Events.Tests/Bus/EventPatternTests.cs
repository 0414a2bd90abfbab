namespace RepoTickets.Events.Tests.Bus;

public sealed class EventPatternTests
{
    [Theory]
    [InlineData("ticket.created", "ticket.created", true)]
    [InlineData("ticket.created", "ticket.created2", false)]
    [InlineData("ticket.*", "ticket.created", true)]
    [InlineData("ticket.*", "tickets", false)]
    [InlineData("*", "a", true)]
    [InlineData("*.created", "ticket.created", true)]
    [InlineData("*.created", "ticket.createdx", false)]
    [InlineData("a*b*c", "axxbxbxc", true)]
    [InlineData("a*b*c", "axxcxb", false)]
    [InlineData("a**", "a", true)]
    [InlineData("**", "abc", true)]
    public void Matches_Pattern_AsWritten(string pattern, string type, bool expected) =>
        Assert.Equal(expected, EventPattern.Parse(pattern).Matches(type));

    [Theory]
    [InlineData("Ticket")]
    [InlineData("a b")]
    [InlineData("a?")]
    public void Parse_CharactersOfNoType_IsRefused(string pattern) => Assert.Throws<ArgumentException>(() => EventPattern.Parse(pattern));

    [Fact]
    public void Parse_EmptyOrTooLong_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => EventPattern.Parse(""));
        Assert.Throws<ArgumentException>(() => EventPattern.Parse(new('a', 129)));
    }

    [Fact]
    public void Matches_RandomPatterns_AsAModel()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var pattern = Text(random, "ab*");
            var type = Text(random, "ab");
            Assert.True(Model(pattern, type) == EventPattern.Parse(pattern).Matches(type), $"seed {seed}: '{pattern}' on '{type}'");
        }
    }

    private static string Text(Random random, string letters) =>
        new([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => letters[random.Next(letters.Length)])]);

    private static bool Model(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        return pattern[0] == '*'
            ? Model(pattern[1..], text) || (!text.IsEmpty && Model(pattern, text[1..]))
            : !text.IsEmpty && pattern[0] == text[0] && Model(pattern[1..], text[1..]);
    }
}
