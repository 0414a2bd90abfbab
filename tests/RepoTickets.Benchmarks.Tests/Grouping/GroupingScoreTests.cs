using RepoTickets.Benchmarks.Grouping;

namespace RepoTickets.Benchmarks.Tests.Grouping;

/// <summary>Figures that can be counted by hand, and that another scorer of published definitions gave for the same lines.</summary>
public sealed class GroupingScoreTests
{
    [Theory]
    [InlineData(
        "a a a a b b c c d e e e f f", "1 1 1 1 2 3 4 4 4 5 5 5 5 6", 4 / 14.0, 2 * (1 / 6.0) * (1 / 6.0) / (2 / 6.0), 7 / 14.0, 4 / 14.0)]
    [InlineData("a a a b b b c d d e f f", "1 1 1 2 2 3 4 4 4 5 6 6", 0.5, 0.5, 0.25, 0.25)]
    [InlineData("a a b b c", "1 1 1 1 2", 0.2, 0.4, 0.8, 0)]
    [InlineData("a a b b", "1 1 1 1", 0, 0, 1, 0)]
    [InlineData("a a b b", "1 2 3 4", 0, 0, 0, 1)]
    [InlineData("a a b b", "2 2 1 1", 1, 1, 0, 0)]
    public void Of_LinesWithLabelsAndGroups_GivesTheShares(string labels, string groups, double ga, double fga, double over, double under)
    {
        var score = GroupingScore.Of(labels.Split(' '), groups.Split(' '));

        Assert.Equal((ga, fga, over, under), (score.Ga, score.Fga, score.Over, score.Under));
    }
}
