using RepoTickets.Benchmarks.Peers;
using RepoTickets.Events;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>Telling handlers of an event, with a history that is kept.</summary>
internal static class EventRows
{
    private const int Rounds = 15;
    private const int WarmUps = 5;
    private const int Operations = 200_000;

    internal static async IAsyncEnumerable<SummaryRow> RunAsync()
    {
        yield return await MeasureAsync("notify 1 handler of an event", 1, 50e-9);
        yield return await MeasureAsync("notify 10 handlers of an event", 10, 250e-9);
    }

    private static async Task<SummaryRow> MeasureAsync(string name, int handlers, double goal)
    {
        var tick = new Tick(1);
        var context = new EventContext { Source = "benchmark" };
        var sum = 0L;
        var locked = new LockedBus(1_000);
        await using var bus = EventBenchmarkBus.Make();
        for (var n = 0; n < handlers; n++)
        {
            bus.SubscribeInline<Tick>(happened => sum += happened.Data.Number);
            locked.Subscribe<Tick>(happened => sum += happened.Data.Number);
        }

        var ours = Contender.Of("PublishAsync", Operations, count =>
        {
            for (var i = 0; i < count; i++)
            {
                var published = bus.PublishAsync(tick, context);
                if (!published.IsCompletedSuccessfully)
                {
                    throw new InvalidOperationException("The publication waits.");
                }
            }
        });
        var baseline = Contender.Of("a bus with one lock", Operations, count =>
        {
            for (var i = 0; i < count; i++)
            {
                locked.Publish(tick, "benchmark");
            }
        });
        var (took, other) = await Duel.RunAsync(ours, baseline, Rounds, WarmUps, MeasuredBy.ProcessorTime);
        return sum == 0
            ? throw new InvalidOperationException("No handler heard of an event.")
            : new(name, took, baseline.Name, other, 0, goal, Rounds, MeasuredBy.ProcessorTime);
    }
}
