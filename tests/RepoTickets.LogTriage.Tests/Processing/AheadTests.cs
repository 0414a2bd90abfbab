using System.Text;
using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>Intents are written while groups are judged; who makes no call takes them back.</summary>
[Collection("alone")]
public sealed class AheadTests
{
    private static readonly LogEntry Fault = Bench.Entry("Fault a happened");

    [Fact]
    public async Task ProcessAsync_GroupIsBeingJudged_ItsIntentIsFlushedMeanwhileAndTheCallNeedsNoOtherFlush()
    {
        var bench = new Bench();
        var (judged, called) = (0, 0);
        bench.Analyzer.Before = async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), bench.Time, token);
            judged = CountIntents(bench);
        };
        bench.Sink.BeforeCreate = (_, _) =>
        {
            called = CountIntents(bench);
            return default;
        };

        var result = await bench.RunAsync(Fault);

        Assert.Equal((1, 1, 1), (judged, called, result.Statistics.Created));
        Assert.Equal(["intent", "filed"], Journal(bench));
    }

    [Fact]
    public async Task ProcessAsync_JudgedToDeserveNoTicket_TheIntentIsTakenBackAndTheNextRunWaitsForNothing()
    {
        var bench = new Bench();
        bench.Analyzer.Change = static (_, analysis) => analysis with { CreateTicket = false };
        await bench.RunAsync(Fault);
        var before = Journal(bench);
        bench.Analyzer.Change = static (_, analysis) => analysis;
        var began = bench.Time.GetUtcNow();

        var result = await bench.RunAsync(Fault);

        Assert.Equal(["intent", "void"], before);
        Assert.Equal(1, result.Statistics.Created);
        Assert.InRange(bench.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ProcessAsync_JudgingFails_TheIntentIsTakenBackAndTheNextAttemptMakesItsOwn()
    {
        var bench = new Bench();
        var calls = 0;
        bench.Analyzer.Before = (_, _) => calls++ == 0 ? throw new InvalidOperationException("Not now.") : default;

        var result = await bench.RunAsync(Fault);

        Assert.Equal(1, result.Statistics.Created);
        Assert.Equal(["intent", "void", "intent", "filed"], Journal(bench));
    }

    /// <summary>When a call has surely ended is written down before it is made.</summary>
    [Fact]
    public async Task ProcessAsync_TheClockOfTheAttemptStoodStill_TheIntentIsMadeAnew()
    {
        var bench = new Bench();
        bench.Analyzer.Before = async (_, token) =>
        {
            using var pause = AttemptTokens.PauseCurrent();
            await Task.Delay(2 * bench.Options.AttemptTimeout, bench.Time, token);
        };

        var result = await bench.RunAsync(Fault);

        Assert.Equal(1, result.Statistics.Created);
        Assert.Equal(["intent", "void", "intent", "filed"], Journal(bench));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 3)]
    public async Task ProcessAsync_CapMayBeNeededByOthers_OnlyThoseWhoCertainlyGetATicketAnnounceItAhead(int cap, int intents)
    {
        var bench = new Bench();
        bench.Options.MaximumTickets = cap;
        bench.Analyzer.Before = (_, token) => new(Task.Delay(TimeSpan.FromSeconds(1), bench.Time, token));

        await bench.RunAsync(Bench.Distinct(3));

        Assert.Equal(intents, Journal(bench).Count(static kind => kind == "intent"));
    }

    /// <summary>Before, it was taken for one that died, and asked for after the time-out of an attempt.</summary>
    [Fact]
    public async Task ProcessAsync_AnotherWorkerHasTheGroupUnderAnotherName_IsWaitedForAndNoLonger()
    {
        var bench = new Bench();
        var grouper = new MergingGrouper();
        bench.Grouper = grouper;
        bench.Options.AttemptTimeout = TimeSpan.FromMinutes(30);
        bench.Options.HandOverAfter = TimeSpan.FromSeconds(1);
        var isBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Sink.BeforeCreate = async (_, token) =>
        {
            isBegun.TrySetResult();
            await Task.Delay(TimeSpan.FromMinutes(1), bench.Time, token);
        };
        var began = bench.Time.GetUtcNow();
        using var processor = bench.Make();

        var result = await bench.Time.RunAsync(Task.Run(() => processor.ProcessAsync(UnderTwoNamesAsync()).AsTask()));

        Assert.Equal((1, 1), (result.Statistics.Created, result.Statistics.Duplicates));
        Assert.InRange(bench.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMinutes(2));

        async IAsyncEnumerable<LogEntry> UnderTwoNamesAsync()
        {
            yield return Fault;
            await isBegun.Task;
            yield return Fault;
            grouper.Merge(Fault, Bench.Entry("Fault b happened"));
        }
    }

    /// <summary>
    /// While the target is asked for a ticket that is gone, another process files a new one, which the search does not show yet.
    /// </summary>
    [Fact]
    public async Task ProcessAsync_AnotherProcessReplacedTheLostTicketMeanwhile_ItsTicketIsTold()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run"];
        bench.Target.Lag = TimeSpan.FromSeconds(30);
        await bench.RunAsync(Fault);
        bench.Time.Advance(TimeSpan.FromDays(1));
        bench.Target.Delete("FAKE-1");
        var isFirst = true;
        bench.Sink.BeforeFind = async (_, _) =>
        {
            if (isFirst)
            {
                isFirst = false;
                using var other = bench.Make();
                await other.ProcessAsync(Bench.Give([Fault]), cancellationToken: CancellationToken.None);
            }
        };

        var result = await bench.RunAsync(Fault);

        Assert.Equal("FAKE-2", result.Outcomes.Single().TicketKey);
        Assert.Single(bench.Target.Tickets);
    }

    [Fact]
    public async Task ProcessAsync_StateFailsAndAnAnalyzerThrowsWhenItIsStopped_TheRunEndsInOrder()
    {
        var bench = new Bench();
        var files = bench.World.StartProcess();
        bench.Files = files;
        bench.Options.Workers = 2;
        bench.Analyzer.Before = async (group, token) =>
        {
            token.Register(static () => throw new InvalidOperationException("Not like this."));
            if (group.First.Message.Contains(" a ", StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), bench.Time, CancellationToken.None);
                files.FailCalls(1, int.MaxValue, Storage.Tests.Simulation.SimulatedFault.InputOutput);
                return;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, token);
        };

        var result = await bench.RunAsync(Bench.Distinct(2));

        Assert.IsType<TriageStateException>(result.Error);
        Assert.Equal((0, 2L), (result.Statistics.InProgress, result.Statistics.SettledRecords));
    }

    private static int CountIntents(Bench bench) =>
        bench.World.Trace.Any(static call => call is { Operation: "flush-data", Path: "/state/journal" })
            ? Journal(bench).Count(static kind => kind == "intent")
            : 0;

    private static string[] Journal(Bench bench) =>
        [.. Encoding.UTF8.GetString(bench.World.StartProcess().ReadFile("/state/journal", 1 << 20)!.Value.Bytes)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(KindOf).Where(static kind => kind is "intent" or "filed" or "void")];

    private static string KindOf(string line) =>
        new[] { "intent", "filed", "void" }.FirstOrDefault(kind => line.Contains($"\"{kind}\"", StringComparison.Ordinal)) ?? "other";

    /// <summary>Finds out that two groups are one.</summary>
    private sealed class MergingGrouper : ILogGrouper
    {
        private readonly ShapeGrouper _shapes = new();
        private (LogGroupId From, LogGroupId Into)? _merged;

        public int Count => _shapes.Count;

        public GroupAssignment Assign(LogEntry entry) => _shapes.Assign(entry);

        public LogGroupId Resolve(LogGroupId id) => _merged is { } merged && merged.From == id ? merged.Into : id;

        public GroupExplanation Explain(LogEntry entry) => _shapes.Explain(entry);

        internal void Merge(LogEntry from, LogEntry into) => _merged = (_shapes.Assign(from).Id, _shapes.Assign(into).Id);
    }
}
