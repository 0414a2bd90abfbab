using RepoTickets.CommandLine.Reports.Graph;
using static RepoTickets.Cli.Tests.Reports.TestSource;

namespace RepoTickets.Cli.Tests.Reports;

public sealed class DependencyGraphTests
{
    [Fact]
    public void Of_BothSidesOfADependency_IsOneEdge()
    {
        var graph = DependencyGraph.Of([Waits("A-1", "B-1"), Ticket("B-1") with { Blocks = [TicketId.Parse("A-1")] }]);
        var component = Assert.Single(graph.Components);
        Assert.Equal(new GraphEdge("B-1", "A-1", false), Assert.Single(component.Edges));
        Assert.False(component.HasCycle);
        Assert.Equal(0, graph.Cycles);
    }

    [Fact]
    public void Of_TicketThatDoesNotExist_IsShownAsMissing()
    {
        var component = Assert.Single(DependencyGraph.Of([Waits("A-1", "GONE-1")]).Components);
        Assert.Null(component.Nodes.Single(static node => node.Id == "GONE-1").Ticket);
    }

    [Fact]
    public void Of_ChainOfFinishedTickets_IsLeftOut()
    {
        var graph = DependencyGraph.Of([Waits("A-1", "B-1") with { Status = TicketStatus.Closed }, Ticket("B-1", TicketStatus.Cancelled)]);
        Assert.Empty(graph.Components);
        Assert.Equal(0, graph.TicketsWithDependencies);
    }

    [Fact]
    public void Of_TwoCyclesAndATail_FindsBothAndNotTheTail()
    {
        var graph = DependencyGraph.Of(
            [Waits("A-1", "A-3"), Waits("A-2", "A-1"), Waits("A-3", "A-2"), Waits("B-1", "A-3"), Waits("C-1", "C-1")]);
        Assert.Equal(2, graph.Cycles);
        var nodes = graph.Components.SelectMany(static component => component.Nodes).ToDictionary(
            static node => node.Id, static node => node.InCycle);
        Assert.Equal((true, true, true, false, true), (nodes["A-1"], nodes["A-2"], nodes["A-3"], nodes["B-1"], nodes["C-1"]));
        Assert.All(
            graph.Components.SelectMany(static component => component.Edges), static edge => Assert.Equal(edge.To != "B-1", edge.InCycle));
    }

    [Fact]
    public void Of_ChainOfTenThousand_IsBoundedAndDoesNotOverflow()
    {
        var tickets = Enumerable.Range(0, 10_000).Select(static i => i == 0 ? Ticket("A-0") : Waits($"A-{i}", $"A-{i - 1}")).ToList();
        tickets[0] = tickets[0] with { BlockedBy = [TicketId.Parse("A-9999")] };
        var graph = DependencyGraph.Of(tickets);
        Assert.Equal((10_000, 1), (graph.TicketsWithDependencies, graph.Cycles));
        Assert.InRange(graph.Shown, 1, DependencyGraph.MaximumNodes);
    }

    [Fact]
    public void Layout_OfADiamond_PutsEachRightOfWhatItWaitsFor()
    {
        var component = Assert.Single(
            DependencyGraph.Of([Ticket("A-1"), Waits("B-1", "A-1"), Waits("B-2", "A-1"), Waits("C-1", "B-1", "B-2", "A-1")]).Components);
        var layout = GraphLayout.Of(component);
        var columns = layout.Nodes.ToDictionary(static placed => placed.Node.Id, static placed => placed.Column);
        Assert.Equal((0, 1, 1, 2), (columns["A-1"], columns["B-1"], columns["B-2"], columns["C-1"]));
        Assert.Equal((3, 2), (layout.Columns, layout.Rows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Layout_OfRandomGraphs_PlacesEachTicketOnceAndNoTwoAtOnePlace(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var count = random.Next(2, 60);
            var tickets = Enumerable.Range(0, count)
                .Select(i => Waits($"A-{i}", [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"A-{random.Next(count + 3)}")]))
                .ToList();
            var graph = DependencyGraph.Of(tickets);
            Assert.True(graph.Shown <= DependencyGraph.MaximumNodes, $"seed {seed}, round {round}");
            foreach (var component in graph.Components)
            {
                var layout = GraphLayout.Of(component);
                Assert.True(layout.Nodes.Count == component.Nodes.Count, $"seed {seed}, round {round}");
                Assert.True(
                    layout.Nodes.DistinctBy(static placed => (placed.Column, placed.Row)).Count() == layout.Nodes.Count,
                    $"seed {seed}, round {round}");
                var columns = layout.Nodes.ToDictionary(static placed => placed.Node.Id, static placed => placed.Column);
                Assert.True(
                    component.Edges.Where(static edge => !edge.InCycle).All(edge => columns[edge.From] < columns[edge.To]),
                    $"seed {seed}, round {round}: a line that closes no cycle leads back");
            }
        }
    }

    private static Ticket Waits(string id, params string[] blockers) =>
        Ticket(id) with { BlockedBy = [.. blockers.Select(TicketId.Parse)] };
}
