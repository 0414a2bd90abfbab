namespace RepoTickets.Core.Tests.Gherkin;

public sealed class GherkinTextTests
{
    [Fact]
    public void Parse_AWholeFeature_GivesItsScenarios()
    {
        const string Text = """
            # a comment
            @feature
            Feature: Login
              As a user ...

              Background:
                Given the service is running
                And the database is empty

              @smoke @slow # why
              Scenario: Good password
                This is a description.
                Given a user
                  | name | age |
                  | zoe  | 7   |
                When she logs in
                And waits
                Then she is in
                But not as root

              Example: Second
                * nothing
            """;
        var exception = Assert.Throws<FormatException>(() => GherkinText.Parse(Text));
        Assert.Contains("Line 22", exception.Message, StringComparison.Ordinal);
        var scenarios = GherkinText.Parse(
            Text.Replace("* nothing", "Then text\n    \"\"\"\n    a\n      b\n    \"\"\"", StringComparison.Ordinal));
        Assert.Equal(["Good password", "Second"], scenarios.Select(static scenario => scenario.Title));
        Assert.Equal(["feature", "smoke", "slow"], scenarios[0].Tags);
        Assert.Equal("the service is running\nthe database is empty", scenarios[0].Background);
        Assert.Equal(["a user\n| name | age |\n| zoe  | 7   |"], scenarios[0].Given);
        Assert.Equal(["she logs in", "waits"], scenarios[0].When);
        Assert.Equal(["she is in", "not as root"], scenarios[0].Then);
        Assert.Equal(["feature"], scenarios[1].Tags);
        Assert.Equal(["text\n\"\"\"\na\n  b\n\"\"\""], scenarios[1].Then);
    }

    [Fact]
    public void Parse_BackgroundInsideAScenario_BelongsToIt()
    {
        var scenario = Assert.Single(GherkinText.Parse("Scenario: s\n  Background:\n    one\n    And two\n  Given x\n"));
        Assert.Equal("one\ntwo", scenario.Background);
        Assert.Equal(["x"], scenario.Given);
    }

    [Fact]
    public void Parse_AnOutline_IsExpandedRowByRow()
    {
        const string Text = """
            Scenario Outline: <who> logs in
              Given <who> with <<what>
              Then <unknown>
              @good
              Examples:
                | who | what   |
                | zoe | <who>  |
                | bob | a\|b   |
            """;
        var scenarios = GherkinText.Parse(Text);
        Assert.Equal(["zoe logs in", "bob logs in"], scenarios.Select(static scenario => scenario.Title));
        Assert.Equal(["zoe with <<who>"], scenarios[0].Given);
        Assert.Equal(["bob with <a|b"], scenarios[1].Given);
        Assert.Equal(["<unknown>"], scenarios[0].Then);
        Assert.Equal(["good"], scenarios[0].Tags);
    }

    [Theory]
    [InlineData("Scenario:\n  Given x\n", 1)]
    [InlineData("Scenario: s\n", 1)]
    [InlineData("Scenario: s\n  And x\n", 2)]
    [InlineData("Given x\n", 1)]
    [InlineData("Scenario: s\n  Then x\n  When y\n", 3)]
    [InlineData("Scenario: s\n  Given x\n  free text\n", 3)]
    [InlineData("Scenario: s\n  Given\n", 2)]
    [InlineData("Scenario: s\n  Given x\n  \"\"\"\n  open\n", 3)]
    [InlineData("Scenario: s\n  | a |\n", 2)]
    [InlineData("Scenario: s\n  Given x\n  Background:\n", 3)]
    [InlineData("Scenario: s\n  Given x\n  Examples:\n", 3)]
    [InlineData("Scenario Outline: s\n  Given x\n", 1)]
    [InlineData("Scenario Outline: s\n  Given x\n  Examples:\n  | a | b |\n  | 1 |\n", 5)]
    [InlineData("@a b\nScenario: s\n", 1)]
    [InlineData("Scenario: s\n  Given x\n@end", 3)]
    [InlineData("# language: de\n", 1)]
    public void Parse_WhatCannotBeKept_NamesTheLine(string text, int line)
    {
        Assert.StartsWith($"Line {line} ", Assert.Throws<FormatException>(() => GherkinText.Parse(text)).Message, StringComparison.Ordinal);
        Assert.False(GherkinText.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Feature: nothing yet\n")]
    public void Parse_NoScenario_IsEmpty(string text) => Assert.Empty(GherkinText.Parse(text));

    [Fact]
    public void Parse_TooMuch_IsRefused()
    {
        Assert.Throws<FormatException>(() => GherkinText.Parse(new string(' ', DocumentBounds.TextLength + 1)));
        var many = string.Concat(Enumerable.Repeat("Scenario: s\nGiven x\n", GherkinText.MaximumScenarios + 1));
        Assert.Throws<FormatException>(() => GherkinText.Parse(many));
    }

    [Fact]
    public void Parse_AStepWithThousandsOfRows_AllocatesInProportionToTheText()
    {
        const int Rows = 10_000;
        var text = "Background:\nGiven z\n" + string.Concat(Enumerable.Repeat(" | a |\n", Rows)) + "Scenario: s\nGiven x\n" +
            string.Concat(Enumerable.Repeat(" | b |\n", Rows));
        GherkinText.Parse("Scenario: s\nGiven x\n | a |\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var scenario = Assert.Single(GherkinText.Parse(text));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal("z" + string.Concat(Enumerable.Repeat("\n| a |", Rows)), scenario.Background);
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("\n| b |", Rows)), Assert.Single(scenario.Given));
        Assert.True(allocated < text.Length * 200L, $"{allocated:N0} bytes for {text.Length:N0} characters.");
    }

    [Fact]
    public void Write_ThenParse_GivesTheSameScenarios()
    {
        GherkinScenario[] scenarios =
        [
            new() { Title = "one", Tags = ["a", "b"], Background = "x\nGiven odd\n@tag\nfree", Given = ["g", "h\n| a | b |"], When =
            [
                "w\n\"\"\"\n  deep\n\nline\n\"\"\"",
            ], Then = ["t", "And so on"] },
            new() { Title = "two", Then = ["t"] },
        ];
        var text = GherkinText.Write(scenarios);
        Assert.Equal(scenarios, GherkinText.Parse(text));
        Assert.StartsWith("@a @b\nScenario: one\n  Background:\n    x\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AddGherkinText_ToATicket_AddsAll()
    {
        var ticket = new Ticket { Title = "t" }.AddGherkinText(
            "Scenario: a\nGiven x\nScenario: b\nGiven y\n", "me", new SeededIds(), FakeTime.AtNoon());
        Assert.Equal(["a", "b"], ticket.GherkinScenarios.Select(static scenario => scenario.Title));
        Assert.All(ticket.GherkinScenarios, static scenario => Assert.Equal("me", scenario.Author));
        Assert.Equal(2, ticket.GherkinScenarios.Select(static scenario => scenario.Id).Distinct().Count());
    }
}
