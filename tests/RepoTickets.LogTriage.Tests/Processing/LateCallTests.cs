using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>Calls that go on after their time-out, and memories of tickets that are gone.</summary>
[Collection("alone")]
public sealed class LateCallTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ProcessAsync_CreateThatDoesNotListenEndsAfterItsTimeout_ThereIsOneTicket(int attempts)
    {
        var bench = new Bench();
        bench.Options.AttemptTimeout = TimeSpan.FromSeconds(10);
        bench.Options.MaximumAttempts = attempts;
        bench.Sink.BeforeCreate = (_, _) => new(Task.Delay(TimeSpan.FromSeconds(12), bench.Time, CancellationToken.None));

        await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Single(bench.Target.Tickets);
        Assert.Equal(1, bench.Sink.Creates);
    }

    [Fact]
    public async Task ProcessAsync_CreateThatNeverEnds_IsNotRepeatedWhileItGoesOn()
    {
        var bench = new Bench();
        var call = new TaskCompletionSource();
        bench.Options.AttemptTimeout = TimeSpan.FromSeconds(10);
        bench.Options.MaximumTickets = 1;
        bench.Sink.BeforeCreate = (_, _) => new(call.Task);

        var first = await bench.RunAsync(Bench.Entry("Fault a happened"), Bench.Entry("Fault b happened"));
        var second = await bench.RunAsync(Bench.Entry("Fault a happened"));
        call.SetResult();

        Assert.Equal(1, bench.Sink.Creates);
        Assert.Equal((1, 1), (first.Statistics.CapReached, first.Statistics.Deferred));
        Assert.Equal(1, second.Statistics.Deferred);
    }

    [Fact]
    public async Task ProcessAsync_TicketWasDeletedInTheTarget_TheFaultGetsANewOne()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Time.Advance(TimeSpan.FromDays(1));
        bench.Target.Delete("FAKE-1");

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Time.Advance(TimeSpan.FromDays(1));
        var again = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal((1, 0), (result.Statistics.Created, result.Statistics.Duplicates));
        Assert.Equal((0, 1), (again.Statistics.Created, again.Statistics.Duplicates));
    }

    [Fact]
    public async Task ProcessAsync_TargetAsksForAnEnormousPause_TheGroupIsDeferred()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run"];
        bench.Analyzer.Before = static (_, _) => throw new SinkUnavailableException("429", TimeSpan.FromDays(100));

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(1, result.Statistics.Deferred);
        Assert.Contains("asks to wait", result.Outcomes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_CreateAsksForAnEnormousPause_TheRunEnds()
    {
        var bench = new Bench();
        bench.Sink.BeforeCreate = static (_, _) => throw new SinkUnavailableException("429", TimeSpan.FromDays(100));

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Empty(bench.Target.Tickets);
        Assert.Equal(1, result.Statistics.Deferred);
    }

    [Fact]
    public async Task ProcessAsync_CredentialsExpired_TheGroupIsDeferredAndNotGivenUp()
    {
        var bench = new Bench();
        bench.Sink.BeforeFind = static (_, _) => throw new SinkRejectedException("401");

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal((1, 0), (result.Statistics.Deferred, result.Statistics.DeadLettered));
        Assert.Empty(bench.Target.Tickets);
    }

    [Fact]
    public async Task ProcessAsync_CancelledWhileTheSourceDoesNotListen_Ends()
    {
        var bench = new Bench();
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        using var processor = bench.Make();
        var running = Task.Run(() => processor.ProcessAsync(Silent(stop, never.Task), null, stop.Token).AsTask());

        var result = await bench.Time.RunAsync(running);
        never.SetResult();

        Assert.Equal(result.Statistics.Groups, result.Statistics.Interrupted);
    }

    [Fact]
    public async Task ProcessAsync_ManyOfOneTicketAtOnce_CommentOnce()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["mine"];
        bench.Options.Duplicates.Comment = true;
        bench.Options.Workers = 8;
        bench.Strategies.Add(new AllOneTicket());
        bench.Target.Add(
            new TicketDraft { Marker = "triage-x", Title = "x", Description = "x", Labels = [], Severity = FaultSeverity.Low });
        bench.Sink.BeforeComment = (_, token) => new(Task.Delay(TimeSpan.FromSeconds(1), bench.Time, token));

        await bench.RunAsync(Bench.Distinct(8));

        Assert.Single(bench.Target.Get("FAKE-1").Comments);
    }

    [Theory]
    [InlineData("", "store", "triage")]
    [InlineData("app", "store:app", "of-app")]
    [InlineData("../A", "store:../A", "of-_002e_002e_002f_0041")]
    public void Names_OfCompositions_AreKeptApart(string composition, string sink, string folder)
    {
        var bench = new Bench();
        var parts = new TriageParts
        {
            Name = composition,
            Analyzer = bench.Analyzer,
            Sink = bench.Sink,
            Options = new TriageOptions(),
            Time = bench.Time,
            Ids = bench.Ids,
            Logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            Files = bench.Files,
            Redactor = new RepoTickets.LogTriage.Redaction.LogRedactor(new RedactionOptions()),
        };

        Assert.Equal(folder, Path.GetFileName(parts.StateRoot));
        Assert.Equal(
            sink, new StoreTicketSink(null!, isToLookOnly: false, new StoreSinkOptions(), bench.Time, bench.Ids, composition).Name);
    }

    private static async IAsyncEnumerable<LogEntry> Silent(CancellationTokenSource stop, Task never)
    {
        yield return Bench.Entry("Fault a happened");
        await stop.CancelAsync();
        await never;
    }

    private sealed class AllOneTicket : IDuplicateStrategy
    {
        public string Name => "mine";

        public bool NeedsAnalysis => false;

        public ValueTask<DuplicateAnswer> CheckAsync(
            LogGroup group, LogAnalysis? analysis, CancellationToken cancellationToken = default) =>
            new(DuplicateAnswer.Found(new FiledTicket("FAKE-1", IsClosed: false, "x")));
    }
}
