using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>Groups that wait for others are looked at again only when there is a reason.</summary>
[Collection("alone")]
public sealed class ParkedGroupTests
{
    private const int Groups = 60;

    [Fact]
    public async Task ProcessAsync_TypesAreToldLastFirst_NoGroupIsTakenUpForNothing()
    {
        var bench = AllAtOnce();
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "error-type"];
        bench.Analyzer.Change = static (group, analysis) => analysis with { ErrorType = "type-" + group.First.Message.Split(' ')[1] };
        var calls = 0;
        bench.Analyzer.Before =
            (_, token) => new(Task.Delay(TimeSpan.FromSeconds(Groups - Interlocked.Increment(ref calls)), bench.Time, token));
        using var attempts = new Attempts();

        var result = await bench.RunAsync(Bench.Distinct(Groups));

        Assert.Equal(Groups, result.Statistics.Created);
        Assert.InRange(attempts.Parts, Groups, 2 * Groups);
    }

    [Fact]
    public async Task ProcessAsync_ManyOfOneType_EachIsTakenUpOnceWhenTheOneBeforeItIsDone()
    {
        var bench = AllAtOnce();
        bench.Options.Duplicates.Strategies = ["run", "stored-group", "error-type"];
        using var attempts = new Attempts();

        var result = await bench.RunAsync(Bench.Distinct(Groups));

        Assert.Equal((1, Groups - 1L), (result.Statistics.Created, result.Statistics.DuplicatesByStrategy["error-type"]));
        Assert.InRange(attempts.Parts, Groups, 2 * Groups);
    }

    [Fact]
    public async Task ProcessAsync_ManyWaitForWhatTheCapLeaves_NoGroupIsTakenUpForNothing()
    {
        var bench = AllAtOnce();
        bench.Options.MaximumTickets = 5;
        bench.Options.Duplicates.Strategies = ["run", "stored-group"];
        bench.Sink.BeforeCreate = (_, token) => new(Task.Delay(TimeSpan.FromSeconds(1), bench.Time, token));
        bench.Analyzer.Change = static (group, analysis) => analysis with { CreateTicket = group.Id.Low % 2 == 0 };
        using var attempts = new Attempts();

        var result = await bench.RunAsync(Bench.Distinct(Groups));

        Assert.Equal(5, result.Statistics.Created);
        Assert.InRange(attempts.Parts, Groups, 2 * Groups);
    }

    [Fact]
    public async Task ProcessAsync_GroupsWaitForOthers_EachAttemptIsMeasuredOnce()
    {
        var bench = AllAtOnce();
        bench.Options.MaximumTickets = 1;
        using var attempts = new Attempts();

        var result = await bench.RunAsync(Bench.Distinct(Groups));

        Assert.Equal((Groups, Groups), (attempts.Measured, result.Outcomes.Sum(static outcome => outcome.Attempts)));
    }

    /// <summary>A worker for each group, so that whoever has to wait does.</summary>
    private static Bench AllAtOnce()
    {
        var bench = new Bench();
        bench.Options.AllowManyWorkers = true;
        bench.Options.Workers = Groups;
        return bench;
    }
}
