using RepoTickets.Workflows.Tests.Claims;

namespace RepoTickets.Workflows.Tests.Dependencies;

public sealed class TicketDependenciesTests
{
    [Fact]
    public void Links_NamedByBothSides_AreThereOnce()
    {
        var dependencies = TicketDependencies.Of(
            [Waits("A-1", "B-1"), Ticket("B-1") with { Blocks = [Id("A-1")] }, Ticket("C-1") with { Blocks = [Id("B-1")] }]);
        Assert.Equal([new(Id("B-1"), Id("A-1")), new(Id("C-1"), Id("B-1"))], dependencies.Links);
        Assert.Equal([Id("B-1")], dependencies.BlockersOf(Id("A-1")));
        Assert.Equal([Id("B-1")], dependencies.WaitingFor(Id("C-1")));
        Assert.Empty(dependencies.BlockersOf(Id("NONE-1")));
        Assert.Empty(dependencies.WaitingFor(Id("NONE-1")));
    }

    [Fact]
    public void FindBlocked_ByClosedMissingAndItself_IsEmpty()
    {
        var dependencies = TicketDependencies.Of(
            [Waits("A-1", "A-1", "B-1", "GONE-1"), Ticket("B-1") with { Status = TicketStatus.Closed }]);
        Assert.Empty(dependencies.FindBlocked());
    }

    [Fact]
    public void FindBlocked_ByOpenUnreadableAndStatus_IsInOrderOfIdentifiers()
    {
        var dependencies = TicketDependencies.Of(
            [
                Waits("C-1", "B-1", "A-1", "D-1"),
                Ticket("B-1") with { Status = TicketStatus.Blocked },
                Ticket("A-1"),
                Ticket("D-1") with { Status = TicketStatus.Closed },
                Waits("A-2", "TORN-1"),
                Waits("E-1", "A-1") with { Status = TicketStatus.Closed },
            ],
            [Id("TORN-1")]);
        Assert.Equal(
            ["A-2: TORN-1", "B-1: ", "C-1: A-1, B-1"],
            dependencies.FindBlocked().Select(static blocked => $"{blocked.Ticket.Id}: {string.Join(", ", blocked.OpenBlockers)}"));
    }

    [Fact]
    public async Task ReadAsync_BlockerThatCannotBeRead_HoldsBackAsForReadiness()
    {
        await using var world = await ClaimWorld.CreateAsync();
        var blocker = await world.AddAsync("Blocker");
        var waiting = await world.AddAsync("Waiting", ticket => ticket with { BlockedBy = [blocker.Id] });
        await File.WriteAllTextAsync(Path.Combine(world.Folder, ".tickets", "open", $"{blocker.Id}.yaml"), "title: [torn");
        await world.Store.RefreshAsync();

        var dependencies = await TicketDependencies.ReadAsync(world.Store);

        Assert.Null(dependencies.Find(blocker.Id));
        Assert.Equal([waiting.Id], dependencies.FindBlocked().Select(static blocked => blocked.Ticket.Id));
        Assert.Empty(await world.ReadyIdsAsync());
    }

    [Fact]
    public void FindWay_SeveralWays_IsAShortest()
    {
        var dependencies = TicketDependencies.Of(
            [Waits("A-1", "B-1", "C-1"), Waits("B-1", "D-1"), Waits("D-1", "E-1"), Waits("C-1", "E-1")]);
        Assert.Equal([Id("A-1"), Id("C-1"), Id("E-1")], dependencies.FindWay(Id("A-1"), Id("E-1")));
        Assert.Equal([Id("A-1")], dependencies.FindWay(Id("A-1"), Id("A-1")));
        Assert.Null(dependencies.FindWay(Id("E-1"), Id("A-1")));
    }

    [Fact]
    public void FindCircles_TwoThatShareATicket_AreBothThereAndOneKnot()
    {
        var dependencies = TicketDependencies.Of(
            [Waits("A-1", "B-1"), Waits("B-1", "A-1", "C-1"), Waits("C-1", "B-1"), Waits("S-1", "S-1"), Waits("Z-1", "A-1")]);
        Assert.Equal(["A-1 B-1", "C-1 B-1", "S-1"], dependencies.FindCircles().Select(static circle => string.Join(' ', circle)));
        Assert.Equal(["A-1 B-1 C-1", "S-1"], dependencies.FindKnots().Select(static knot => string.Join(' ', knot)));
        Assert.Equal(["A-1 B-1 C-1 Z-1", "S-1"], dependencies.FindGroups().Select(static group => string.Join(' ', group)));
    }

    [Fact]
    public void FindCircles_ChainOfManyTickets_NeitherOverflowsNorTakesLong()
    {
        var chain = Enumerable.Range(0, 20_000).Select(static i => Waits($"N-{i}", $"N-{i + 1}")).ToList();
        var dependencies = TicketDependencies.Of(chain);
        Assert.Empty(dependencies.FindCircles());
        Assert.Equal(20_001, Assert.Single(dependencies.FindGroups()).Count);
    }

    [Fact]
    public void KnotsCirclesAndGroups_OfRandomTickets_AreThoseOfTheReachableSet()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 9);
            var links = Enumerable.Range(0, random.Next(0, 14)).Select(_ => (From: random.Next(count), To: random.Next(count))).ToHashSet();
            Check(links, count, $"seed {seed}");
        }
    }

    private static void Check(HashSet<(int From, int To)> links, int count, string context)
    {
        var dependencies = TicketDependencies.Of(Enumerable.Range(0, count).Select(
            i => Waits($"T-{i}", [.. links.Where(link => link.From == i).Select(static link => $"T-{link.To}")])));
        var reaches = Reach(links, count, bothWays: false);
        var touches = Reach(links, count, bothWays: true);
        var inCircles = Enumerable.Range(0, count).Where(i => reaches[i, i]).ToList();

        var knots = dependencies.FindKnots().Select(Numbers).ToList();
        Assert.True(inCircles.SequenceEqual(knots.SelectMany(static knot => knot).Order()), context);
        Assert.True(knots.All(knot => knot.All(a => knot.All(b => reaches[a, b]))), context);
        Assert.True(
            inCircles.All(
                a => inCircles.All(b => (reaches[a, b] && reaches[b, a]) == knots.Any(knot => knot.Contains(a) && knot.Contains(b)))),
                context);

        var circles = dependencies.FindCircles().Select(Numbers).ToList();
        Assert.True(inCircles.SequenceEqual(circles.SelectMany(static circle => circle).Distinct().Order()), context);
        Assert.True(
            circles.All(circle => circle.Index().All(at => links.Contains((at.Item, circle[(at.Index + 1) % circle.Count])))), context);
        Assert.True(circles.All(static circle => circle.Distinct().Count() == circle.Count), context);

        var groups = dependencies.FindGroups().Select(Numbers).ToList();
        Assert.True(links.SelectMany(static link => new[] { link.From, link.To }).Distinct().Order()
            .SequenceEqual(groups.SelectMany(static group => group).Order()), context);
        Assert.True(groups.All(group => group.All(a => group.All(b => touches[a, b]))), context);
        Assert.True(groups.All(group => groups.All(other => group == other || !touches[group[0], other[0]])), context);
    }

    private static bool[,] Reach(HashSet<(int From, int To)> links, int count, bool bothWays)
    {
        var reaches = new bool[count, count];
        foreach (var (from, to) in links)
        {
            reaches[from, to] = true;
            reaches[to, from] |= bothWays;
        }

        for (var over = 0; over < count; over++)
        {
            for (var from = 0; from < count; from++)
            {
                for (var to = 0; to < count; to++)
                {
                    reaches[from, to] |= reaches[from, over] && reaches[over, to];
                }
            }
        }

        return reaches;
    }

    private static List<int> Numbers(IReadOnlyList<TicketId> ids) =>
        [.. ids.Select(static id => int.Parse(id.Value.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture))];

    private static TicketId Id(string id) => TicketId.Parse(id);

    private static Ticket Ticket(string id) => new() { Id = Id(id), Title = id };

    private static Ticket Waits(string id, params string[] blockers) => Ticket(id) with { BlockedBy = [.. blockers.Select(Id)] };
}
