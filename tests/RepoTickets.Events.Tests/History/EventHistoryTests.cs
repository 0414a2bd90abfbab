using System.Text;
using RepoTickets.Events.Tests.Bus;

namespace RepoTickets.Events.Tests.History;

public sealed class EventHistoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(1_000)]
    public async Task Query_MoreEventsThanCapacity_HasTheNewestFirst(int capacity)
    {
        await using var bus = TestBus.Make(options => options.HistoryCapacity = capacity);
        for (var published = 1; published <= 300; published++)
        {
            await bus.PublishAsync(new Ping(published));
            Assert.Equal(Math.Min(published, capacity), bus.History.Count);
        }

        var expected = Enumerable.Range(0, Math.Min(capacity, 300)).Select(static n => 300 - n);
        Assert.Equal(expected, bus.History.Query(new() { Take = 1_000 }).Select(static e => ((Ping)e.Payload).Number));
        Assert.Equal(Math.Min(100, expected.Count()), bus.History.Query().Count);
    }

    [Fact]
    public async Task Query_EachCondition_SelectsByIt()
    {
        var time = FakeTime.AtNoon();
        await using var bus = TestBus.Make(time: time);
        await bus.PublishAsync(new Ping(1), new() { Source = "a" });
        time.Advance(TimeSpan.FromMinutes(1));
        var middle = time.Now;
        await bus.PublishAsync(new Pong(2), new() { Source = "b", Subject = new(DocumentKind.Epic, "EPIC-1") });
        time.Advance(TimeSpan.FromMinutes(1));
        var id = TicketId.Parse("LOGIN-1");
        await bus.PublishAsync(new TicketCreated(id, "t", TicketStatus.Open, TicketPriority.High));
        await bus.PublishAsync(new Ping(4), new() { Subject = id.Key });

        Assert.Equal([3L, 2], Find(new() { Type = "t*", Until = time.Now.AddSeconds(1), Since = middle, Take = 2 }, [3, 2], skip: 1));
        Assert.Equal([4L, 1], Find(new() { Type = TestBus.PingType }));
        Assert.Equal([3L], Find(new() { Type = "ticket.*" }));
        Assert.Equal([4L, 3, 2], Find(new() { Since = middle }));
        Assert.Equal([1L], Find(new() { Until = middle }));
        Assert.Equal([2L], Find(new() { Source = "b" }));
        Assert.Equal([4L, 3], Find(new() { TicketId = id }));
        Assert.Equal([2L], Find(new() { Subject = new(DocumentKind.Epic, "EPIC-1") }));
        Assert.Empty(Find(new() { Take = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(new() { Take = -1 }));
        Assert.Throws<ArgumentException>(() => Find(new() { Type = "No Type" }));

        List<long> Find(EventHistoryQuery query, long[]? expected = null, int skip = 0) =>

            [
                .. bus.History.Query(expected is null ? query : query with { Take = query.Take + skip })
                    .Skip(skip)
                    .Select(static e => e.Id.Sequence),
            ];
    }

    [Fact]
    public async Task Clear_ForgetsAndCounts()
    {
        await using var bus = TestBus.Make();
        await bus.PublishAsync(new Ping(1));
        Assert.Equal(1, bus.History.Clear());
        Assert.Equal(0, bus.History.Clear());
        Assert.Empty(bus.History.Query());
        Assert.Equal(1, bus.GetStatistics().Total);
    }

    [Fact]
    public async Task ImportAsync_SomeAreThereAlready_AddsTheOthersInOrder()
    {
        await using var bus = TestBus.Make();
        for (var n = 1; n <= 5; n++)
        {
            await bus.PublishAsync(new Ping(n));
        }

        using var all = new MemoryStream();
        await bus.History.ExportAsync(all);
        bus.History.Clear();
        await bus.PublishAsync(new Ping(6));
        all.Position = 0;
        Assert.Equal(5, await bus.History.ImportAsync(all));
        all.Position = 0;
        Assert.Equal(0, await bus.History.ImportAsync(all));
        Assert.Equal([6, 5, 4, 3, 2, 1], bus.History.Query().Select(static e => ((Ping)e.Payload).Number));
    }

    [Fact]
    public async Task ImportAsync_MoreThanCapacity_KeepsTheNewestAndSaysHowMany()
    {
        using var all = new MemoryStream();
        await using (var large = TestBus.Make())
        {
            for (var n = 1; n <= 50; n++)
            {
                await large.PublishAsync(new Ping(n));
            }

            await large.History.ExportAsync(all);
        }

        all.Position = 0;
        await using var small = TestBus.Make(static options => options.HistoryCapacity = 10);
        Assert.Equal(10, await small.History.ImportAsync(all));
        Assert.Equal(50, ((Ping)small.History.Query()[0].Payload).Number);
    }

    /// <summary>A merge of many events takes long, and publishers spin at the lock: it is made outside of it.</summary>
    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 100)]
    [InlineData(1_000, 3)]
    [InlineData(1_000, 600)]
    [InlineData(1_000, 2_000)]
    public async Task ImportAsync_PublicationsWhileItMerges_GoOnAndAreKept(int capacity, int meanwhile)
    {
        using var all = await ExportAsync(50);
        await using var bus = TestBus.Make(options => options.HistoryCapacity = capacity);
        ((EventHistory)bus.History).Merged = () =>
        {
            for (var n = 1; n <= meanwhile; n++)
            {
                Assert.True(bus.PublishAsync(new Ping(1_000 + n)).AsTask().IsCompletedSuccessfully);
            }
        };

        // On another thread: a publication inside of the lock would never return.
        var imported = await Task.Run(() => bus.History.ImportAsync(all).AsTask()).WaitAsync(TestBus.Long);

        Assert.Equal(Math.Min(50, capacity), imported);
        var expected = Enumerable.Range(1, 50).Concat(Enumerable.Range(1_001, meanwhile)).TakeLast(capacity).Reverse();
        Assert.Equal(expected, bus.History.Query(new() { Take = 10_000 }).Select(static made => ((Ping)made.Payload).Number));
    }

    [Fact]
    public async Task ImportAsync_ClearedWhileItMerges_IsMergedWithNothing()
    {
        using var all = await ExportAsync(5);
        await using var bus = TestBus.Make();
        await bus.PublishAsync(new Ping(1_001));
        var isFirst = true;
        ((EventHistory)bus.History).Merged = () =>
        {
            Assert.Equal(isFirst ? 1 : 0, bus.History.Count);
            if (isFirst)
            {
                isFirst = false;
                bus.History.Clear();
            }
        };

        Assert.Equal(5, await Task.Run(() => bus.History.ImportAsync(all).AsTask()).WaitAsync(TestBus.Long));

        Assert.Equal([5, 4, 3, 2, 1], bus.History.Query().Select(static made => ((Ping)made.Payload).Number));
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[", "not valid JSON")]
    [InlineData("{}", "array of events is expected")]
    [InlineData("[{}]", "Element [0]")]
    [InlineData("[OK,{\"type\":\"nope\"}]", "Element [1]")]
    [InlineData("[OK,null]", "Element [1]")]
    [InlineData("[OK,OK,3]", "Element [2]")]
    public async Task ImportAsync_BadInput_IsRefusedWhollyAndSaysWhere(string text, string message)
    {
        const string Good =
            """{"id":"0000000000000000-p0000000000000001-0000000000000001","type":"test.ping","time":"2026-03-04T12:00:00Z","source":"","data":{"Number":1}}""";
        await using var bus = TestBus.Make();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text.Replace("OK", Good, StringComparison.Ordinal)));
        var error = await Assert.ThrowsAsync<EventFormatException>(() => bus.History.ImportAsync(input).AsTask());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, bus.History.Count);
    }

    [Fact]
    public async Task ImportAsync_NestedDeeply_IsRefused()
    {
        await using var bus = TestBus.Make();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(new string('[', 100_000)));
        await Assert.ThrowsAsync<EventFormatException>(() => bus.History.ImportAsync(input).AsTask());
    }

    [Fact]
    public async Task EventRing_RandomOperations_AsAModel()
    {
        await using var bus = TestBus.Make();
        var events = new List<Event>();
        for (var n = 0; n < 400; n++)
        {
            events.Add(await bus.PublishAsync(new Ping(n)));
        }

        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var capacity = random.Next(0, 200);
            var (ring, model) = (new EventRing(capacity), new List<Event>());
            for (var step = 0; step < 400; step++)
            {
                if (random.Next(150) == 0)
                {
                    ring.Clear();
                    model.Clear();
                }
                else if (random.Next(100) == 0)
                {
                    model = [.. events.Take(random.Next(events.Count)).TakeLast(capacity)];
                    ring.Replace(model);
                }

                ring.Append(events[step]);
                model.Add(events[step]);
                model = [.. model.TakeLast(capacity)];
                Assert.True(model.SequenceEqual(ring.ToArray()), $"seed {seed}, step {step}, capacity {capacity}");
            }
        }
    }

    private static async Task<MemoryStream> ExportAsync(int count)
    {
        await using var bus = TestBus.Make(seed: 2);
        for (var n = 1; n <= count; n++)
        {
            await bus.PublishAsync(new Ping(n));
        }

        var all = new MemoryStream();
        await bus.History.ExportAsync(all);
        all.Position = 0;
        return all;
    }
}
