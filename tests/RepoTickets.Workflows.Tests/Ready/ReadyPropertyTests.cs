using RepoTickets.Workflows.Claims;
using RepoTickets.Workflows.Ready;
using RepoTickets.Workflows.Tests.Claims;

namespace RepoTickets.Workflows.Tests.Ready;

/// <summary>After every one of many random changes the index says what the rules say.</summary>
public sealed class ReadyPropertyTests
{
    private static readonly int Seed = Seeds.OfThisRun;

    [Fact]
    public void Put_RandomChanges_AgreesWithTheRules()
    {
        for (var round = 0; round < 60; round++)
        {
            RunGraph(unchecked(Seed + round));
        }
    }

    [Fact]
    public async Task GetAsync_RandomCommitsOfTwoStores_AgreesWithTheRules()
    {
        var random = new Random(Seed);
        var work = new RandomWork(random, 12);
        await using var world = await ClaimWorld.CreateAsync();
        var (otherStore, otherClaims, _) = await world.OpenAsync();
        for (var step = 0; step < 150; step++)
        {
            var (store, claims) = random.Next(2) == 0 ? (world.Store, world.Claims) : (otherStore, otherClaims);
            await ChangeAsync(store, claims, work, random);
            if (random.Next(4) == 0)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(random.Next(60)));
            }

            var tickets = (await world.Store.ListAsync<Ticket>()).Documents;
            var naive = new NaiveReady(
                tickets, new HashSet<TicketId>(), (await world.Store.ListAsync<Epic>()).Documents,
                (await world.Store.ListAsync<Lease>()).Documents,
                world.Clock.GetUtcNow());
            var expected = naive.Find(await world.Store.GetConfigurationAsync());
            var found = await world.ReadyIdsAsync();
            Assert.True(
                expected.SequenceEqual(found),
                $"seed {Seed}, step {step}: {string.Join(' ', expected)} is ready, not {string.Join(' ', found)}");
        }
    }

    private static async Task ChangeAsync(ITicketStore store, IClaims claims, RandomWork work, Random random)
    {
        var id = work.AnyId();
        var ticket = await store.GetAsync(id);
        switch (random.Next(8))
        {
            case 0:
                await claims.ClaimNextAsync("ann", null, TimeSpan.FromMinutes(1));
                break;
            case 1 when await store.GetLeaseAsync(id) is { Holder: { } holder } lease:
                await (await claims.ResumeAsync(id, holder, lease.Token))!.ReleaseAsync();
                break;
            case 2:
                var epic = work.Epic(work.AnyEpic());
                var known = await store.GetAsync(epic.Id);
                await store.CommitAsync(
                    new(known is null ? DocumentChange.Create(epic) : DocumentChange.Update(epic with { Version = known.Version })));
                break;
            default:
                await store.CommitAsync(
                    new(ticket is null ? DocumentChange.Create(work.New(id)) : DocumentChange.Update(work.Change(ticket))));
                break;
        }
    }

    private static void RunGraph(int seed)
    {
        var random = new Random(seed);
        var work = new RandomWork(random, random.Next(3, 14));
        var clock = FakeTime.AtNoon();
        var graph = new ReadyGraph(new LeaseExpiry(clock));
        var (tickets, epics, leases) =
            (new Dictionary<TicketId, Ticket>(), new Dictionary<EpicId, Epic>(), new Dictionary<TicketId, Lease>());
        var unreadable = new HashSet<TicketId>();
        for (var step = 0; step < 120; step++)
        {
            var id = work.AnyId();
            switch (random.Next(12))
            {
                case 0:
                    tickets.Remove(id);
                    var isUnreadable = random.Next(2) == 0;
                    _ = isUnreadable ? unreadable.Add(id) : unreadable.Remove(id);
                    graph.Put(id, null, isUnreadable);
                    break;
                case 1:
                    var epic = work.Epic(work.AnyEpic());
                    var isGone = random.Next(4) == 0;
                    _ = isGone ? epics.Remove(epic.Id) : (epics[epic.Id] = epic) is null;
                    graph.Put(epic.Id, isGone ? null : epic);
                    break;
                case 2:
                    leases[id] = NewLease(id, leases.GetValueOrDefault(id), clock.GetUtcNow(), random);
                    graph.Put(id, leases[id]);
                    break;
                case 3:
                    clock.Advance(TimeSpan.FromSeconds(random.Next(40)));
                    break;
                default:
                    tickets[id] = tickets.TryGetValue(id, out var known) ? work.Change(known) : work.New(id);
                    unreadable.Remove(id);
                    graph.Put(id, tickets[id], isUnreadable: false);
                    break;
            }

            graph.Expire();
            var naive = new NaiveReady(tickets.Values, unreadable, epics.Values, leases.Values, clock.GetUtcNow());
            Check(seed, step, naive, graph);
            if (step == 60)
            {
                graph = new(new LeaseExpiry(clock));
                graph.Fill(tickets.Values, unreadable, epics.Values, leases.Values);
                Check(seed, step, naive, graph);
            }
        }
    }

    private static void Check(int seed, int step, NaiveReady naive, ReadyGraph graph)
    {
        var expected = naive.Find(new());
        var found = graph.Ready.Select(static node => node.Id.Value).ToList();
        Assert.True(
            expected.SequenceEqual(found),
            $"seed {seed}, step {step}: {string.Join(' ', expected)} is ready, not {string.Join(' ', found)}");
    }

    private static Lease NewLease(TicketId id, Lease? before, DateTimeOffset now, Random random) => new()
    {
        TicketId = id,
        Holder = random.Next(4) == 0 ? null : "ann",
        Token = (before?.Token ?? 0) + 1,
        GrantedAt = now,
        ExpiresAt = now.AddSeconds(random.Next(60)),
        Version = DocumentVersion.Of(BitConverter.GetBytes((before?.Token ?? 0) + 1)),
    };
}
