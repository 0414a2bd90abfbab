using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Defects;

/// <summary>
/// What the ancestor's runs did wrong, through the public processor. <c>docs/triage-requirements.md</c> has the whole list.
/// </summary>
[Collection("alone")]
public sealed class RunDefectTests
{
    [Fact]
    public async Task ProcessAsync_DryRunOnADuplicate_NeitherCommentsNorRemembers()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Time.Advance(TimeSpan.FromHours(5));
        var before = bench.Files.ReadFile("/state/journal", 1 << 20)!.Value.Bytes;
        bench.Options.Mode = TriageMode.DryRun;

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(1, result.Statistics.Duplicates);
        Assert.Empty(bench.Target.Tickets.Single().Comments);
        Assert.Equal(before, bench.Files.ReadFile("/state/journal", 1 << 20)!.Value.Bytes);
    }

    [Fact]
    public async Task ProcessAsync_AnalyzerWordsTheTypeDifferently_TheTicketIsFoundWithoutAskingIt()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Analyzer.Change = static (_, analysis) => analysis with { ErrorType = "something-else" };

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal("stored-group", result.Outcomes.Single().Strategy);
        Assert.Equal(1, bench.Analyzer.Calls);
    }

    [Fact]
    public async Task ProcessAsync_TicketThatIsFiled_CarriesTheOneNameOfItsGroup()
    {
        var bench = new Bench();

        var outcome = (await bench.RunAsync(Bench.Entry("Fault a happened"))).Outcomes.Single();

        var draft = bench.Target.Tickets.Single().Draft;
        Assert.Equal($"loggroup-{outcome.Group}", draft.Marker);
        Assert.Contains(draft.Marker, draft.Labels);
        Assert.Equal(outcome.TicketKey, (await bench.Sink.FindByMarkerAsync(draft.Marker)).Single().Key);
    }

    [Fact]
    public async Task ProcessAsync_TwoTargetsInOneState_ShareNoAnswers()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        var other = new FakeTarget(bench.Time);
        bench.Sink = new FakeSink(other) { TargetName = "other" };

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(1, result.Statistics.Created);
        Assert.Single(other.Tickets);
        Assert.Single(bench.Target.Tickets);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task ProcessAsync_Team_IsOnEveryTicketWhateverTheNumberOfWorkers(int workers)
    {
        var bench = new Bench();
        bench.Options.Workers = workers;
        bench.Options.Draft.Team = "web";

        await bench.RunAsync(Bench.Distinct(20));

        Assert.All(bench.Target.Tickets, static ticket => Assert.Contains("web", ticket.Draft.Labels));
        var audit = Encoding.UTF8.GetString(bench.Files.ReadFile("/state/audit.jsonl", 1 << 20)!.Value.Bytes);
        Assert.Equal(20, audit.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task ProcessAsync_TitlesWithTheWordsOfDecisions_ChangeNoDecision()
    {
        var bench = new Bench();
        bench.Analyzer.Change = static (_, analysis) => analysis with { Title = "A duplicate was simulated and skipped" };

        var result = await bench.RunAsync(Bench.Distinct(3));

        Assert.Equal((3, 0, 0), (result.Statistics.Created, result.Statistics.Duplicates, result.Statistics.Simulated));
    }

    [Fact]
    public async Task ProcessAsync_NewFault_AsksTheTargetOncePerStrategy()
    {
        var bench = new Bench();

        await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal((1, 1, 1), (bench.Sink.Searches, bench.Sink.SimilarSearches, bench.Sink.Creates));
    }

    [Fact]
    public async Task HandOnAsync_AsManyWaitAsABatchHas_WaitsForAWorker()
    {
        var time = new PumpedTime();
        using var scheduler = new WorkScheduler(2, 100, new ParkedGroups(new TicketBudget(0), new TypeOrder(false)), time);
        await scheduler.HandOnAsync(Item(1), CancellationToken.None);
        await scheduler.HandOnAsync(Item(2), CancellationToken.None);

        var third = scheduler.HandOnAsync(Item(3), CancellationToken.None).AsTask();

        Assert.False(third.IsCompleted);
        Assert.Equal(1, (await scheduler.TakeAsync(CancellationToken.None))!.Order);
        await third;
    }

    [Fact]
    public async Task HandOnAsync_AsManyAreUnfinishedAsMayBe_WaitsForAnOutcome()
    {
        var time = new PumpedTime();
        using var scheduler = new WorkScheduler(100, 2, new ParkedGroups(new TicketBudget(0), new TypeOrder(false)), time);
        await scheduler.HandOnAsync(Item(1), CancellationToken.None);
        await scheduler.HandOnAsync(Item(2), CancellationToken.None);
        var first = (await scheduler.TakeAsync(CancellationToken.None))!;
        scheduler.Again(first, TimeSpan.FromHours(1), CancellationToken.None);

        var third = scheduler.HandOnAsync(Item(3), CancellationToken.None).AsTask();

        Assert.False(third.IsCompleted);
        scheduler.Finish(first);
        await third;
    }

    [Fact]
    public async Task ProcessAsync_NobodyListensToTheLog_NothingIsWrittenToIt()
    {
        var bench = new Bench();
        var logger = new SilentLogger();
        bench.Logger = logger;
        bench.Analyzer.Before = static (group, _) =>
            group.First.Message.Contains(" b ", StringComparison.Ordinal) ? throw new LogAnalysisException("no") : default;

        await bench.RunAsync(Bench.Distinct(5));

        Assert.Equal(0, logger.Messages);
    }

    [Fact]
    public async Task ProcessAsync_GroupsAtOnce_EachHasItsOwnTime()
    {
        var bench = new Bench();
        bench.Options.Workers = 2;
        bench.Options.AttemptTimeout = TimeSpan.FromHours(1);
        var otherIsDone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Analyzer.Before = async (group, token) =>
        {
            var isFirst = group.First.Message.Contains(" a ", StringComparison.Ordinal);
            await (isFirst ? otherIsDone.Task : Task.CompletedTask);
            await Task.Delay(isFirst ? TimeSpan.FromSeconds(20) : TimeSpan.FromSeconds(1), bench.Time, token);
        };
        using var processor = bench.Make();
        var run = new TriageRun { Outcomes = new Signal(otherIsDone) };

        var result = await bench.Time.RunAsync(Task.Run(() => processor.ProcessAsync(Bench.Give(Bench.Distinct(2)), run).AsTask()));

        Assert.True(result.Outcomes[0].Elapsed >= TimeSpan.FromSeconds(21), $"{result.Outcomes[0].Elapsed}");
        Assert.InRange(result.Outcomes[1].Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(19));
    }

    [Fact]
    public async Task ProcessAsync_Progress_TellsFailuresWhileTheRunGoesOn()
    {
        var bench = new Bench();
        bench.Options.Workers = 1;
        bench.Options.BatchSize = 1;
        bench.Options.MaximumAttempts = 1;
        bench.Analyzer.Before = static (group, _) =>
            group.First.Message.Contains(" a ", StringComparison.Ordinal) ? throw new LogAnalysisException("no") : default;

        await bench.RunAsync(Bench.Distinct(10));

        Assert.Contains(bench.Progress, static progress => progress.Statistics is { DeadLettered: 1, Processed: < 10 });
    }

    [Fact]
    public async Task ProcessAsync_FieldsOfTheRecord_AreInTheTicket()
    {
        var bench = new Bench();

        await bench.RunAsync(
            Bench.Entry("Fault a happened") with { Attributes = new Dictionary<string, string> { ["requestId"] = "r-17" } });

        Assert.Contains("requestId", bench.Target.Tickets.Single().Draft.Description, StringComparison.Ordinal);
        Assert.Contains("r-17", bench.Target.Tickets[0].Draft.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_ABusThatNeverAnswers_HoldsNoOutcomeUp()
    {
        var bench = new Bench { Events = new DeafBus() };
        bench.Analyzer.Change = static (_, analysis) => analysis with { CreateTicket = false };

        var result = await bench.RunAsync(Bench.Distinct(5));

        Assert.Equal((5, 5), (result.Statistics.Skipped, bench.Outcomes.Count));
    }

    [Fact]
    public async Task ProcessAsync_AGrouperThatFails_EndsTheRunInOrder()
    {
        var bench = new Bench { Grouper = new BreakingGrouper(after: 3) };

        var result = await bench.RunAsync(Bench.Distinct(10));

        Assert.IsType<InvalidOperationException>(result.Error);
        Assert.Equal((0L, 0L), (result.Statistics.PendingRecords, result.Statistics.InProgress));
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task ProcessAsync_JournalWasDamagedAndIsCondensed_TheDamageStaysKnown()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Distinct(3));
        using (var file = bench.Files.OpenAppendFile("/state/journal"))
        {
            file.Write(10, "#####"u8);
        }

        var settings = new Intents.TriageStateSettings(bench.Time, bench.Ids, bench.Logger) { JournalLimit = 1 };
        await using var state = await Intents.TriageState.OpenAsync(
            new(bench.Files, "/state", bench.Logger), settings, CancellationToken.None);

        Assert.True(state.IsDamaged);
        Assert.DoesNotContain(
            "#####", Encoding.UTF8.GetString(bench.Files.ReadFile("/state/journal", 1 << 20)!.Value.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_AFlushFailedAndThePowerGoesLater_NothingIsFiledTwice()
    {
        // After a failed flush the next one says yes without having written what the first one forgot.
        for (var call = 1; call < 80; call++)
        {
            var bench = new Bench(call);
            bench.Options.Duplicates.Strategies = ["run", "stored-group"];
            var files = bench.World.StartProcess();
            files.FailCall(call, Storage.Tests.Simulation.SimulatedFault.InputOutput);
            bench.Files = files;
            await Record.ExceptionAsync(() => bench.RunAsync(Bench.Distinct(2)));
            bench.Files = bench.World.StartProcess();
            await Record.ExceptionAsync(() => bench.RunAsync(Bench.Distinct(2)));
            bench.World = bench.World.PowerCut(Storage.Tests.Simulation.CrashMode.LoseAll, call);
            bench.Files = bench.World.StartProcess();
            bench.Time.Advance(TimeSpan.FromHours(1));

            await bench.RunAsync(Bench.Distinct(2));

            Assert.True(bench.Target.Tickets.Count == 2, $"call {call}: {bench.Target.Tickets.Count} tickets");
        }
    }

    [Fact]
    public void Tests_OfThisAssembly_AreNeverSkipped() => Assert.All(
        typeof(RunDefectTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods()),
        static method => Assert.Null(method.GetCustomAttribute<FactAttribute>()?.Skip));

    private static WorkItem Item(int order)
    {
        var entry = Bench.Entry($"Fault {order}");
        return new WorkItem(
            new LogGroup
            {
                Id = new(1, (ulong)order),
                First = entry,
                Occurrences = 1,
                FirstSeen = default,
                LastSeen = default,
                Level = LogLevel.Error,
                CanonicalText = "",
            },
            order,
            [new(1, (ulong)order)],
            [],
            0);
    }

    private sealed class Signal(TaskCompletionSource source) : IProgress<TriageOutcome>
    {
        public void Report(TriageOutcome value) => source.TrySetResult();
    }

    private sealed class SilentLogger : ILogger
    {
        internal int Messages { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => false;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Messages++;
    }

    private sealed class DeafBus : IEventPublisher
    {
        public async ValueTask<Event<TData>> PublishAsync<TData>(
            TData data, EventContext? context = null, CancellationToken cancellationToken = default)
            where TData : notnull
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            throw new InvalidOperationException("Never.");
        }
    }

    private sealed class BreakingGrouper(int after) : ILogGrouper
    {
        private readonly ShapeGrouper _inner = new();
        private int _calls;

        public int Count => _inner.Count;

        public GroupAssignment Assign(LogEntry entry) =>
            ++_calls > after ? throw new InvalidOperationException("It is broken.") : _inner.Assign(entry);

        public LogGroupId Resolve(LogGroupId id) => id;

        public GroupExplanation Explain(LogEntry entry) => _inner.Explain(entry);
    }
}
