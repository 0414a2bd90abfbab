using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Processing;

namespace RepoTickets.LogTriage.Tests.Processing;

public sealed class DraftTests
{
    private static readonly LogAnalysis Analysis = new()
    {
        ErrorType = "timeout",
        CreateTicket = true,
        Title = "**Request** timed out",
        Description = "## Problem summary\n\nIt took too long.",
        Severity = FaultSeverity.Medium,
        Method = "rules",
    };

    [Fact]
    public void Build_Title_CountsThePrefixAndHasNoMarkdown()
    {
        var options = new DraftOptions { MaximumTitleLength = 60 };

        var draft = new DraftBuilder(options).Build(Group("x"), Analysis with { Title = "**Bold** " + new string('y', 200) });

        Assert.StartsWith("[timeout] Bold y", draft.Title, StringComparison.Ordinal);
        Assert.InRange(draft.Title.Length, 1, 60);
        Assert.EndsWith("…", draft.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Labels_AreInOrderAndWithoutBlanks()
    {
        var options = new DraftOptions { Team = "Team One", ExtraLabels = ["a b", "a b"] };

        var draft = new DraftBuilder(options).Build(Group("x") with { First = new() { Message = "x", Environment = "prod eu" } }, Analysis);

        Assert.Equal(["datadog-log", "Team-One", "env-prod-eu", draft.Marker, "timeout", "a-b"], draft.Labels);
        Assert.Equal("loggroup-" + Group("x").Id, draft.Marker);
    }

    /// <summary>Else a model that was talked into it could have another fault taken for one that has a ticket.</summary>
    [Theory]
    [InlineData("loggroup-04b03ae79ecc6f7f5afe0b6d197ce644")]
    [InlineData("loggroup-of-nothing")]
    public void Build_KindOfFaultThatReadsAsAMarker_IsNoLabel(string errorType)
    {
        var draft = new DraftBuilder(new()).Build(Group("x"), Analysis with { ErrorType = errorType });

        Assert.Equal(["datadog-log", draft.Marker], draft.Labels);
    }

    [Theory]
    [InlineData("```\n# Heading\n[link](http://evil)\n```")]
    [InlineData("````` five")]
    public void Build_MessageWithMarkdown_StaysInsideItsFence(string message)
    {
        var text = new DraftBuilder(new()).Build(Group(message), Analysis).Description;

        var lines = text.Split('\n');
        var open = Array.FindIndex(
            lines, static line => line.EndsWith("text", StringComparison.Ordinal) && line.StartsWith("```", StringComparison.Ordinal));
        var fence = lines[open][..^4];
        var close = Array.FindIndex(lines, open + 1, line => line == fence);
        Assert.Equal(message.Split('\n'), lines[(open + 1)..close]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void Build_DescriptionThatIsCut_EndsWithAWholeCharacter(string before)
    {
        var text = new DraftBuilder(new()).Build(
            Group("x"), Analysis with { Description = before + string.Concat(Enumerable.Repeat("😀", 20_000)) }).Description;

        Assert.Contains("😀\n…", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.EnumerateRunes(), static rune => rune == System.Text.Rune.ReplacementChar);
    }

    [Fact]
    public void Build_ControlAndDirectionCharacters_AreWrittenOut()
    {
        var text = new DraftBuilder(new()).Build(Group("a\u001b[31mred\u202Eevil\u200B"), Analysis).Description;

        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain('\u200B', text);
        Assert.Contains("\\u202E", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_HugeTexts_AreCut()
    {
        var huge = new string('x', 1_000_000);
        var group = Group(huge) with { First = new() { Message = huge, Detail = huge, StackTrace = huge, Logger = huge, Service = huge } };

        Assert.InRange(new DraftBuilder(new()).Build(group, Analysis).Description.Length, 1_000, 30_000);
    }

    [Fact]
    public void Build_Severity_FollowsTheRulesOfTheUser()
    {
        var options = new DraftOptions { EscalateAt = 10, EscalateTo = FaultSeverity.High };
        options.SeverityByType["timeout"] = FaultSeverity.Low;
        var drafts = new DraftBuilder(options);

        Assert.Equal(FaultSeverity.Low, drafts.Build(Group("x"), Analysis).Severity);
        Assert.Equal(FaultSeverity.High, drafts.Build(Group("x") with { Occurrences = 10 }, Analysis).Severity);
    }

    [Fact]
    public void Build_Routing_FirstRuleThatFitsDecides()
    {
        var options = new DraftOptions
        {
            Routing =
            [
                new RoutingRule { Service = "pay*", ErrorType = "network-error", Assignee = "ann" },
                new RoutingRule { Service = "SHOP", Assignee = "bob", Team = "web", Labels = ["from rule"] },
                new RoutingRule { Assignee = "carl" },
            ],
        };

        var draft = new DraftBuilder(options).Build(Group("x"), Analysis);

        Assert.Equal(("bob", "web"), (draft.Assignee, draft.Team));
        Assert.Contains("from-rule", draft.Labels);
    }

    [Fact]
    public void Build_LinkToLogs_EncodesEverything()
    {
        var options = new DraftOptions { LogsAddress = new Uri("https://logs.example/logs") };
        var group = Group("x") with { First = new() { Message = "x", Logger = "a\" OR *:* #&?" } };

        var text = new DraftBuilder(options).Build(group, Analysis).Description;

        Assert.Contains(
            "(https://logs.example/logs?query=service%3A%22shop%22%20status%3Aerror%20%40logger_name%3A%22a%5C%22%20OR%20%2A%3A%2A%20%23%26%3F%22)", text, StringComparison.Ordinal);
    }

    private static LogGroup Group(string message) => new()
    {
        Id = new LogGroupId(1, 2),
        First = new() { Message = message, Service = "shop" },
        Occurrences = 1,
        FirstSeen = DateTimeOffset.UnixEpoch,
        LastSeen = DateTimeOffset.UnixEpoch,
        Level = LogLevel.Error,
        Services = ["shop"],
        CanonicalText = message,
    };
}
