using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Duplicates;

/// <summary>Faults of one type share a ticket where that is wanted.</summary>
[Collection("alone")]
public sealed class ErrorTypeTests
{
    private static readonly LogEntry Fault = Bench.Entry("Fault a happened");

    [Fact]
    public async Task ProcessAsync_ErrorTypeStrategyIsOff_FaultsOfOneTypeGetTheirOwnTickets()
    {
        var bench = new Bench();

        await bench.RunAsync(Bench.Distinct(3));

        Assert.Equal(3, bench.Target.Tickets.Count);
    }

    [Fact]
    public async Task ProcessAsync_ErrorTypeStrategyIsOn_OpenTicketsOfTheTypeCountAndClosedOnesDoNot()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];
        await bench.RunAsync(Fault);

        var open = await bench.RunAsync(Bench.Entry("Fault b happened"));
        bench.Target.Tickets[0].IsClosed = true;
        var closed = await bench.RunAsync(Bench.Entry("Fault c happened"));

        Assert.Equal("error-type", open.Outcomes.Single().Strategy);
        Assert.Equal(TriageDecision.Created, closed.Outcomes.Single().Decision);
    }

    [Theory]
    [InlineData(-1, TriageDecision.Duplicate)]
    [InlineData(1, TriageDecision.Created)]
    public async Task ProcessAsync_ErrorTypeStrategyIsOn_OnlyTicketsWithinTheWindowCount(int minutesAfterTheWindow, TriageDecision decision)
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];
        await bench.RunAsync(Fault);
        bench.Time.Advance(bench.Options.Duplicates.ErrorTypeWindow + TimeSpan.FromMinutes(minutesAfterTheWindow));

        var result = await bench.RunAsync(Bench.Entry("Fault b happened"));

        Assert.Equal(decision, result.Outcomes.Single().Decision);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public async Task ProcessAsync_ErrorTypeStrategyIsOnAndGroupsOfOneTypeAreWorkedOnAtOnce_TheFirstGetsTheTicket(int workers)
    {
        var bench = new Bench();
        bench.Options.Workers = workers;
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];
        bench.Analyzer.Change = static (group, analysis) =>
            analysis with { ErrorType = group.First.Message.Contains('b', StringComparison.Ordinal) ? "network-error" : "timeout" };
        bench.Analyzer.Before =
            async (group, token) => await Task.Delay(TimeSpan.FromMilliseconds(1_000 - group.First.Message.Length), bench.Time, token);

        var result = await bench.RunAsync(Bench.Distinct(20));

        Assert.Equal(2, bench.Target.Tickets.Count);
        Assert.Equal((2, 18L), (result.Statistics.Created, result.Statistics.DuplicatesByStrategy["error-type"]));
        foreach (var type in result.Outcomes.GroupBy(static outcome => outcome.ErrorType))
        {
            Assert.Equal(TriageDecision.Created, type.MinBy(static outcome => outcome.Order)!.Decision);
        }
    }

    [Fact]
    public async Task ProcessAsync_ErrorTypeStrategyIsOn_TwoProcessesFileOneTicketATypeBetweenThem()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var bench = new Bench(seed);
            bench.Options.Workers = 4;
            bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];
            var pause = new Random(seed);
            bench.Sink.BeforeCreate = async (_, token) => await Task.Delay(TimeSpan.FromMilliseconds(pause.Next(2_000)), bench.Time, token);
            using var one = bench.Make();
            bench.Files = bench.World.StartProcess();
            using var other = bench.Make();

            await bench.Time.RunAsync(Task.WhenAll(
                Task.Run(() => one.ProcessAsync(Bench.Give(Bench.Distinct(3))).AsTask()),
                Task.Run(() => other.ProcessAsync(Bench.Give(Bench.Distinct(6).Skip(3))).AsTask())));

            Assert.True(bench.Target.Tickets.Count == 1, $"seed {seed}: {bench.Target.Tickets.Count} tickets");
        }
    }

    [Fact]
    public async Task ProcessAsync_ErrorTypeStrategyIsOnAndAnotherGroupsFilingDied_IsSettledBeforeTheNextIsFiled()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];
        var files = bench.World.StartProcess();
        bench.Files = files;
        bench.Sink.AfterCreate = (_, _) =>
        {
            files.Kill();
            throw new InvalidOperationException("The process is dead.");
        };
        await Record.ExceptionAsync(() => bench.RunAsync(Bench.Entry("Fault a happened")));
        bench.Files = bench.World.StartProcess();
        bench.Sink.AfterCreate = null;

        var next = await bench.RunAsync(Bench.Entry("Fault b happened"));

        Assert.Equal("error-type", next.Outcomes.Single().Strategy);
        Assert.Single(bench.Target.Tickets);
    }

    [Fact]
    public async Task ProcessAsync_ErrorTypeStrategyIsOnInADryRun_TellsWhatARealRunWouldDo()
    {
        var bench = new Bench();
        bench.Options.Mode = TriageMode.DryRun;
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];

        var result = await bench.RunAsync(Bench.Distinct(5));

        Assert.Equal((1, 4L), (result.Statistics.Simulated, result.Statistics.DuplicatesByStrategy["error-type"]));
    }

    [Fact]
    public async Task ProcessAsync_ErrorTypeStrategyIsOn_ATicketThatWasFiledJustNowIsNotCommentedOnForAnotherFaultOfItsType()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];

        var first = await bench.RunAsync(Bench.Distinct(3));
        var next = await bench.RunAsync(Bench.Entry("Fault x happened"));
        bench.Time.Advance(bench.Options.Duplicates.CommentCooldown);
        var later = await bench.RunAsync(Bench.Entry("Fault y happened"));

        Assert.Equal((2, 0), (first.Statistics.Duplicates, first.Statistics.Commented));
        Assert.Equal((1, 0), (next.Statistics.Duplicates, next.Statistics.Commented));
        Assert.Equal((1, 1), (later.Statistics.Duplicates, later.Statistics.Commented));
        Assert.Single(bench.Target.Tickets.Single().Comments);
    }

    /// <summary>The second of a type would find the ticket of the first, which needs nothing of the cap.</summary>
    [Theory]
    [InlineData(TriageMode.Real)]
    [InlineData(TriageMode.DryRun)]
    public async Task ProcessAsync_ErrorTypeStrategyIsOnAndTheCapIsReached_DuplicatesOfATypeAreTold(TriageMode mode)
    {
        var bench = new Bench();
        bench.Options.Mode = mode;
        bench.Options.MaximumTickets = 1;
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "label", "error-type"];
        bench.Analyzer.Change = static (group, analysis) =>
            analysis with { ErrorType = group.First.Message.Contains(" c ", StringComparison.Ordinal) ? "network-error" : "timeout" };

        var result = await bench.RunAsync(Bench.Distinct(3));

        Assert.Equal(
            (1, 1, 1),
            (result.Statistics.Created + result.Statistics.Simulated, result.Statistics.Duplicates, result.Statistics.CapReached));
    }
}
