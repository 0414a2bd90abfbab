using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Duplicates;

[Collection("alone")]
public sealed class DuplicateTests
{
    private static readonly LogEntry Fault = Bench.Entry("Fault a happened");

    [Fact]
    public async Task ProcessAsync_ClosedTicketsFaultComesBack_IsReopenedWithAComment()
    {
        var bench = await FiledAndClosedAsync();

        var result = await bench.RunAsync(Fault);

        Assert.False(bench.Target.Tickets.Single().IsClosed);
        Assert.Contains("come back", bench.Target.Tickets[0].Comments.Single(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (result.Statistics.Regressed, result.Statistics.DuplicatesByStrategy["stored-group"]));
    }

    [Fact]
    public async Task ProcessAsync_ClosedTicketsFaultComesBackAndANewOneIsWanted_IsFiledAndLinkedOnce()
    {
        var bench = await FiledAndClosedAsync();
        bench.Options.Duplicates.OnRegression = RegressionPolicy.FileLinked;

        var first = await bench.RunAsync(Fault);
        var second = await bench.RunAsync(Fault);

        Assert.Equal(2, bench.Target.Tickets.Count);
        Assert.Equal(["FAKE-1"], bench.Target.Tickets[1].Links);
        Assert.True(first.Outcomes.Single().Regressed);
        Assert.Equal("FAKE-2", second.Outcomes.Single().TicketKey);
    }

    [Theory]
    [InlineData("label")]
    [InlineData("stored-group")]
    public async Task ProcessAsync_SeveralClosedTicketsOfTheFault_TheYoungestIsTheOneThatComesBack(string strategy)
    {
        var bench = await FiledAndClosedAsync();
        bench.Options.Duplicates.OnRegression = RegressionPolicy.FileLinked;
        await bench.RunAsync(Fault);
        bench.Target.Tickets[1].IsClosed = true;
        bench.Time.Advance(TimeSpan.FromHours(3));
        bench.Options.Duplicates.OnRegression = RegressionPolicy.Reopen;
        bench.Options.Duplicates.Strategies = [strategy];

        var result = await bench.RunAsync(Fault);

        Assert.Equal((strategy, "FAKE-2"), (result.Outcomes.Single().Strategy, result.Outcomes[0].TicketKey));
        Assert.Equal([true, false], bench.Target.Tickets.Select(static ticket => ticket.IsClosed));
    }

    [Fact]
    public async Task ProcessAsync_LinkedTicketsCreateTimesOut_TheClosedOneIsNotTakenForItsResult()
    {
        var bench = await FiledAndClosedAsync();
        bench.Options.Duplicates.OnRegression = RegressionPolicy.FileLinked;
        var calls = 0;
        bench.Sink.BeforeCreate = (_, _) => ++calls == 1 ? throw new SinkUnavailableException("It never arrived.") : default;

        var result = await bench.RunAsync(Fault);

        Assert.Equal("FAKE-2", result.Outcomes.Single().TicketKey);
        Assert.Equal(2, bench.Target.Tickets.Count);
    }

    [Fact]
    public async Task ProcessAsync_WorkflowHasNoWayBack_ANewTicketIsLinked()
    {
        var bench = await FiledAndClosedAsync();
        bench.Sink.BeforeReopen = static (_, _) => throw new SinkRejectedException("No transition.");

        await bench.RunAsync(Fault);

        Assert.Equal(["FAKE-1"], bench.Target.Tickets[1].Links);
    }

    [Fact]
    public async Task ProcessAsync_RegressionIgnored_StaysSilent()
    {
        var bench = await FiledAndClosedAsync();
        bench.Options.Duplicates.OnRegression = RegressionPolicy.Ignore;

        var result = await bench.RunAsync(Fault);

        Assert.True(bench.Target.Tickets.Single().IsClosed);
        Assert.Equal(1, result.Statistics.Duplicates);
    }

    [Fact]
    public async Task ProcessAsync_DryRunOnAClosedTicket_TouchesNothing()
    {
        var bench = await FiledAndClosedAsync();
        bench.Options.Mode = TriageMode.DryRun;

        var result = await bench.RunAsync(Fault);

        Assert.True(bench.Target.Tickets.Single().IsClosed);
        Assert.Empty(bench.Target.Tickets[0].Comments);
        Assert.Equal(1, result.Statistics.Regressed);
    }

    [Fact]
    public async Task ProcessAsync_Duplicate_IsCommentedOnceWithinTheCooldown()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        bench.Time.Advance(TimeSpan.FromHours(3));

        await bench.RunAsync(Fault, Fault);
        await bench.RunAsync(Fault);
        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.RunAsync(Fault);

        Assert.Equal(2, bench.Target.Tickets.Single().Comments.Count);
        Assert.Contains("**Occurrences:** 2", bench.Target.Tickets[0].Comments[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_DuplicateBeforeTheResultOfTheFilingIsWritten_IsNotCommented()
    {
        var bench = new Bench();
        bench.Options.HandOverAfter = TimeSpan.FromMinutes(1);
        var filed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Sink.AfterCreate = (_, _) =>
        {
            filed.TrySetResult();
            return ValueTask.CompletedTask;
        };
        using var processor = bench.Make();
        var result = await bench.Time.RunAsync(Task.Run(() => processor.ProcessAsync(AgainOnceFiledAsync()).AsTask()));

        Assert.Empty(bench.Target.Tickets.Single().Comments);
        Assert.Equal((1, 1, 0), (result.Statistics.Created, result.Statistics.Duplicates, result.Statistics.Commented));

        async IAsyncEnumerable<LogEntry> AgainOnceFiledAsync()
        {
            yield return Fault;
            await filed.Task;
            yield return Fault;
        }
    }

    /// <summary>What silences a comment is that the ticket was filed a moment ago, not that it was found a moment ago.</summary>
    [Fact]
    public async Task ProcessAsync_TicketOfAProcessThatDiedIsFoundADayLater_IsCommented()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group"];
        var files = bench.World.StartProcess();
        bench.Files = files;
        bench.Sink.AfterCreate = (_, _) =>
        {
            files.Kill();
            throw new InvalidOperationException("The process is dead.");
        };
        await Record.ExceptionAsync(() => bench.RunAsync(Fault));
        (bench.Files, bench.Sink.AfterCreate) = (bench.World.StartProcess(), null);
        bench.Time.Advance(TimeSpan.FromDays(1));

        var result = await bench.RunAsync(Fault);

        Assert.Equal(("intent", 1), (result.Outcomes.Single().Strategy, result.Statistics.Commented));
    }

    [Fact]
    public async Task ProcessAsync_TicketOfLongAgoIsFoundByItsLabel_IsSilentForTheCooldownOfItsOwnFilingOnlyAndRememberedFromNowOn()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        bench.Options.StateFolder = "/other";
        bench.Time.Advance(bench.Options.Duplicates.StoredGroupExpiry * 2);
        bench.Options.Duplicates.Comment = false;
        var found = await bench.RunAsync(Fault);
        bench.Options.Duplicates.Comment = true;

        var again = await bench.RunAsync(Fault);

        Assert.Equal(("label", 0), (found.Outcomes.Single().Strategy, found.Statistics.Commented));
        Assert.Equal(("stored-group", 1), (again.Outcomes.Single().Strategy, again.Statistics.Commented));
    }

    [Fact]
    public async Task ProcessAsync_CommentFails_TheCooldownIsNotStamped()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        bench.Time.Advance(TimeSpan.FromHours(3));
        bench.Sink.BeforeComment = static (_, _) => throw new SinkUnavailableException("503");
        var failed = await bench.RunAsync(Fault);
        bench.Sink.BeforeComment = null;

        var result = await bench.RunAsync(Fault);

        Assert.Equal((0, 1), (failed.Statistics.Commented, result.Statistics.Commented));
    }

    [Fact]
    public async Task ProcessAsync_StateIsLost_TheLabelInTheTargetStillFindsTheTicket()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        bench.Options.StateFolder = "/other";

        var result = await bench.RunAsync(Fault);

        Assert.Single(bench.Target.Tickets);
        Assert.Equal(1, result.Statistics.DuplicatesByStrategy["label"]);
    }

    [Fact]
    public async Task ProcessAsync_StoredGroupExpired_OnlyTheTargetIsAsked()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        bench.Time.Advance(TimeSpan.FromDays(100));

        Assert.Equal(1, (await bench.RunAsync(Fault)).Statistics.DuplicatesByStrategy["label"]);
    }

    [Fact]
    public async Task ProcessAsync_StoredGroupSeenAgainBeforeItExpired_IsKeptFromThenOn()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        for (var i = 0; i < 3; i++)
        {
            bench.Time.Advance(0.6 * bench.Options.Duplicates.StoredGroupExpiry);
            Assert.Equal("stored-group", (await bench.RunAsync(Fault)).Outcomes.Single().Strategy);
        }
    }

    [Fact]
    public async Task ProcessAsync_TicketIsNotFoundByItsMarker_CountsForTwiceTheLagOfTheSearchAndNotLonger()
    {
        var bench = new Bench();
        bench.Target.Lag = TimeSpan.FromMinutes(10);
        await bench.RunAsync(Fault);
        bench.Target.Delete("FAKE-1");

        bench.Time.Advance(TimeSpan.FromMinutes(15));
        var soon = await bench.RunAsync(Fault);
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        var later = await bench.RunAsync(Fault);

        Assert.Equal((TriageDecision.Duplicate, "FAKE-1"), (soon.Outcomes.Single().Decision, soon.Outcomes[0].TicketKey));
        Assert.Equal((TriageDecision.Created, "FAKE-2"), (later.Outcomes.Single().Decision, later.Outcomes[0].TicketKey));
    }

    [Theory]
    [InlineData("Payment of order failed because the card was refused by the bank", true)]
    [InlineData("failed", false)]
    [InlineData("Connection failed", false)]
    [InlineData("Request timeout", false)]
    public async Task ProcessAsync_SimilarTicket_CountsOnlyWithEvidenceOnBothSides(string original, bool isDuplicate)
    {
        var bench = new Bench();
        bench.Analyzer.Change = static (_, analysis) => analysis with { Title = "Payment failed" };
        bench.Sink.Similar =
        [
            new("OLD-1", IsClosed: false, "[timeout] Payment failed", $"Text.\n\n## Original log\n\n```text\n{original}\n```\n\n## " +
                "Detail\n\nConnection failed Request timeout"),
        ];

        var result = await bench.RunAsync(Bench.Entry("Payment of order failed because the card was refused by the bank"));

        Assert.Equal(isDuplicate ? "similarity" : null, result.Outcomes.Single().Strategy);
        Assert.InRange(result.Outcomes[0].Score, 0, 1);
    }

    [Theory]
    [InlineData(-1, "similarity")]
    [InlineData(0, null)]
    [InlineData(60, null)]
    public async Task ProcessAsync_SimilarTicketOfThisVeryRun_DoesNotCount(int secondsAfterTheBeginning, string? strategy)
    {
        var bench = new Bench();
        bench.Analyzer.Change = static (_, analysis) => analysis with { Title = "Payment failed" };
        const string Message = "Payment of order failed because the card was refused by the bank";
        var text = $"Text.\n\n## Original log\n\n```text\n{Message}\n```";
        var created = bench.Time.GetUtcNow().AddSeconds(secondsAfterTheBeginning);
        bench.Sink.Similar = [new("OLD-1", IsClosed: false, "[timeout] Payment failed", text, CreatedAt: created)];

        var result = await bench.RunAsync(Bench.Entry(Message));

        Assert.Equal(strategy, result.Outcomes.Single().Strategy);
    }

    [Fact]
    public async Task ProcessAsync_HostsStrategyWithABuiltInName_TakesItsPlace()
    {
        var bench = new Bench();
        bench.Strategies.Add(new Always("label"));

        var result = await bench.RunAsync(Fault);

        Assert.Equal("HOST-1", result.Outcomes.Single().TicketKey);
    }

    [Fact]
    public void Make_UnknownStrategy_IsRefusedWithTheKnownOnes()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "labels"];

        Assert.Contains("stored-group", Assert.Throws<ArgumentException>(() => bench.Make()).Message, StringComparison.Ordinal);
    }

    private static async Task<Bench> FiledAndClosedAsync()
    {
        var bench = new Bench();
        await bench.RunAsync(Fault);
        bench.Target.Tickets.Single().IsClosed = true;
        bench.Time.Advance(TimeSpan.FromHours(3));
        return bench;
    }

    private sealed class Always(string name) : IDuplicateStrategy
    {
        public string Name => name;

        public bool NeedsAnalysis => false;

        public ValueTask<DuplicateAnswer> CheckAsync(
            LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default) =>
            new(DuplicateAnswer.Found(new FiledTicket("HOST-1", false, "")));
    }
}
