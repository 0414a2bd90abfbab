using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>The cap of a run, through the public entry point.</summary>
[Collection("alone")]
public sealed class CapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public async Task ProcessAsync_CapOfThree_FilesTheFirstThreeWhateverTheNumberOfWorkers(int workers)
    {
        var bench = new Bench();
        bench.Options.Workers = workers;
        bench.Options.MaximumTickets = 3;
        var random = new Random(workers);
        bench.Analyzer.Before = (_, token) => new(Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 50)), bench.Time, token));

        var result = await bench.RunAsync(Bench.Distinct(20));

        Assert.Equal(3, bench.Target.Tickets.Count);
        Assert.Equal(
            [1L, 2, 3],
            result.Outcomes.Where(static outcome => outcome.Decision == TriageDecision.Created).Select(static outcome => outcome.Order));
        Assert.Equal(17, result.Statistics.CapReached);
    }

    [Fact]
    public async Task ProcessAsync_FirstIsRefused_ItsReservationGoesToAnother()
    {
        var bench = new Bench();
        bench.Options.Workers = 20;
        bench.Options.MaximumTickets = 3;
        bench.Sink.BeforeCreate = static (draft, _) =>
            draft.Title.Contains(Bench.Word(1) + " ", StringComparison.Ordinal)
                ? throw new SinkRejectedException("A field is missing.")
                : default;

        var result = await bench.RunAsync(Bench.Distinct(20));

        Assert.Equal(3, bench.Target.Tickets.Count);
        Assert.Equal(
            [1L, 3, 4],
            result.Outcomes.Where(static outcome => outcome.Decision == TriageDecision.Created).Select(static outcome => outcome.Order));
        Assert.Equal(1, result.Statistics.DeadLettered);
    }

    [Fact]
    public async Task ProcessAsync_ResultStaysUnknown_ItsReservationStaysUsed()
    {
        var bench = new Bench();
        bench.Options.Workers = 5;
        bench.Options.MaximumTickets = 1;
        bench.Options.MaximumAttempts = 1;
        bench.Sink.AfterCreate = static (_, _) => throw new SinkUnavailableException("503");
        bench.Options.Duplicates.Strategies = ["run"];
        bench.Sink.BeforeFind = static (_, _) => throw new SinkUnavailableException("503");

        var result = await bench.RunAsync(Bench.Distinct(5));

        Assert.Single(bench.Target.Tickets);
        Assert.Equal(1, result.Statistics.DeadLettered);
        Assert.Equal(4, result.Statistics.CapReached);
    }

    [Fact]
    public async Task ProcessAsync_DryRun_KeepsToTheCapAndWritesNothing()
    {
        var bench = new Bench();
        bench.Options.Mode = TriageMode.DryRun;
        bench.Options.MaximumTickets = 3;

        var result = await bench.RunAsync(Bench.Distinct(20));

        Assert.Equal(3, result.Statistics.Simulated);
        Assert.Empty(bench.Target.Tickets);
        Assert.DoesNotContain(bench.World.Trace, static call => call.Changes);
    }
}
