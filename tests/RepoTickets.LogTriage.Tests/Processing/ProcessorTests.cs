using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

[Collection("alone")]
public sealed class ProcessorTests
{
    [Fact]
    public async Task ProcessAsync_TenLogsOfOneFault_FilesOneTicketAndAnalysesOnce()
    {
        var bench = new Bench();
        bench.Options.Workers = 10;

        var result = await bench.RunAsync(
            [.. Enumerable.Range(0, 10).Select(static n => Bench.Entry($"It took {n} ms") with { Logger = $"com.L{n}" })]);

        Assert.Equal("10", result.Outcomes.Single().Occurrences.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Single(bench.Target.Tickets);
        Assert.Equal(1, bench.Analyzer.Calls);
    }

    [Fact]
    public async Task ProcessAsync_ManyWorkers_WorkAtOnce()
    {
        var bench = new Bench();
        bench.Options.Workers = 10;
        bench.Analyzer.Before = (_, token) => new(Task.Delay(TimeSpan.FromSeconds(1), bench.Time, token));
        var (now, peak, gate) = (0, 0, new Lock());
        var before = bench.Analyzer.Before;
        bench.Analyzer.Before = async (group, token) =>
        {
            lock (gate)
            {
                peak = Math.Max(peak, ++now);
            }

            await before(group, token);
            lock (gate)
            {
                now--;
            }
        };

        await bench.RunAsync(Bench.Distinct(50));

        Assert.InRange(peak, 2, 10);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(20)]
    public async Task ProcessAsync_Parallel_GivesTheOutcomeOfOneWorker(int workers)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var (alone, many) = (await RunAsync(seed, 1), await RunAsync(seed, workers));
            Assert.True(alone.SequenceEqual(many), $"seed {seed}:\n{string.Join('\n', alone)}\n---\n{string.Join('\n', many)}");
        }

        static async Task<List<string>> RunAsync(int seed, int workers)
        {
            var bench = new Bench(seed);
            bench.Options.Workers = workers;
            bench.Options.MaximumTickets = new Random(seed).Next(4);
            var random = new Random(seed);
            bench.Analyzer.Before = (group, token) => group.Id.Low % 7 == 0
                ? throw new LogAnalysisException("No answer.")
                : new(Task.Delay(TimeSpan.FromMilliseconds(group.Id.Low % 50), bench.Time, token));
            bench.Analyzer.Change = (group, analysis) => analysis with { CreateTicket = group.Id.Low % 3 != 0 };
            bench.Sink.BeforeCreate = static (draft, _) =>
                draft.Marker[^1] is '0' or '1' or '2' ? throw new SinkRejectedException("No.") : default;
            var result = await bench.RunAsync(
                [.. Enumerable.Range(0, 60).Select(_ => Bench.Entry($"Fault {Bench.Word(random.Next(15))} happened"))]);
            return [.. result.Outcomes.Select(
                static outcome => $"{outcome.Order} {outcome.Group} {outcome.Decision} {outcome.Occurrences}")];
        }
    }

    [Fact]
    public async Task ProcessAsync_FirstAttemptFails_TheGroupIsTriedAgainAndNotPoisoned()
    {
        var bench = new Bench();
        var calls = 0;
        bench.Analyzer.Before = (_, _) => ++calls == 1 ? throw new LogAnalysisException("No answer.") : default;

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"), Bench.Entry("Fault a happened"));

        Assert.Single(bench.Target.Tickets);
        Assert.Equal((1, 1, 1), (result.Statistics.Created, result.Statistics.Failed, result.Statistics.Retried));
    }

    [Fact]
    public async Task ProcessAsync_OneGroupAlwaysFails_OthersAreFiledAndItIsADeadLetter()
    {
        var bench = new Bench();
        bench.Analyzer.Before = static (group, _) =>
            group.First.Message.Contains(" b ", StringComparison.Ordinal)
                ? throw new InvalidOperationException("broken analyzer")
                : default;

        var result = await bench.RunAsync(Bench.Distinct(5));

        Assert.Equal((4, 1), (result.Statistics.Created, result.Statistics.DeadLettered));
        Assert.Equal(3, result.Statistics.Failed);
        var line = System.Text.Encoding.UTF8.GetString(bench.Files.ReadFile("/state/dead.jsonl", 1 << 20)!.Value.Bytes);
        Assert.Contains("Fault b happened", line, StringComparison.Ordinal);
        Assert.Contains("broken analyzer", line, StringComparison.Ordinal);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task ProcessAsync_DeadLetterComesBackInTheNextRun_IsTriedAgain()
    {
        var bench = new Bench();
        bench.Analyzer.Before = static (_, _) => throw new LogAnalysisException("No answer.");
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Analyzer.Before = null;

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(1, result.Statistics.Created);
    }

    [Fact]
    public async Task ProcessAsync_AnalyzerHangsAndDoesNotListen_IsLeftBehindAfterTheTimeout()
    {
        var bench = new Bench();
        bench.Options.Workers = 1;
        bench.Options.MaximumAttempts = 1;
        bench.Options.AttemptTimeout = TimeSpan.FromSeconds(10);
        var hangs = new TaskCompletionSource();
        bench.Analyzer.Before = (group, _) => group.First.Message.Contains(" a ", StringComparison.Ordinal) ? new(hangs.Task) : default;

        var result = await bench.RunAsync(Bench.Distinct(3));

        Assert.Equal((2, 1), (result.Statistics.Created, result.Statistics.DeadLettered));
        Assert.Contains("00:00:10", result.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.InRange(result.Statistics.Duration, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task ProcessAsync_Cancelled_EndsCleanlyAndTellsWhatWasInterrupted()
    {
        var bench = new Bench();
        bench.Options.Workers = 2;
        using var cancel = new CancellationTokenSource();
        bench.Analyzer.Before = async (group, token) =>
        {
            if (group.First.Message.Contains(" c ", StringComparison.Ordinal))
            {
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        };

        var result = await bench.RunAsync(Bench.Distinct(50), cancel.Token);

        Assert.Null(result.Error);
        Assert.True(result.Statistics.Interrupted > 0);
        Assert.Equal(0, result.Statistics.InProgress);
        Assert.Equal(0, result.Statistics.PendingRecords);
        Assert.Equal(bench.Target.Tickets.Count, result.Statistics.Created);
    }

    [Fact]
    public async Task ProcessAsync_CancelledWhileATicketIsFiled_TheCallMayEnd()
    {
        var bench = new Bench();
        using var cancel = new CancellationTokenSource();
        bench.Sink.BeforeCreate = async (_, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Time, token);
        };

        var result = await bench.RunAsync([Bench.Entry("Fault a happened")], cancel.Token);

        Assert.Equal(1, result.Statistics.Created);
    }

    [Fact]
    public async Task ProcessAsync_SourceFails_WhatWasReadIsFiledAndTheErrorTold()
    {
        var bench = new Bench();
        using var processor = bench.Make();

        var result = await bench.Time.RunAsync(processor.ProcessAsync(Broken()).AsTask());

        Assert.Equal(1, result.Statistics.Created);
        Assert.IsType<LogSourceException>(result.Error);
        Assert.False(result.IsComplete);

        static async IAsyncEnumerable<LogEntry> Broken()
        {
            await Task.Yield();
            yield return Bench.Entry("Fault a happened");
            throw new LogSourceException("The page did not come.");
        }
    }

    [Fact]
    public async Task ProcessAsync_NoEntries_AllFiguresAreThere()
    {
        var result = await new Bench().RunAsync();

        Assert.True(result.IsComplete);
        Assert.Equal(0, result.Statistics.RecordsPerSecond);
        Assert.Equal(TimeSpan.Zero, result.Statistics.Latency.Percentile99);
        Assert.Null(result.Statistics.FirstTime);
    }

    [Fact]
    public async Task ProcessAsync_SameRecordTwice_IsCountedOnce()
    {
        var bench = new Bench();

        var result = await bench.RunAsync(
            Bench.Entry("Fault a happened") with { Id = "1" }, Bench.Entry("Fault a happened") with { Id = "1" });

        Assert.Equal(1, result.Statistics.Repeated);
        Assert.Equal(1, result.Outcomes[0].Occurrences);
    }

    [Fact]
    public async Task ProcessAsync_SameProcessorTwice_FiguresBeginAnew()
    {
        var bench = new Bench();
        using var processor = bench.Make();

        var first = await bench.Time.RunAsync(processor.ProcessAsync(Bench.Give(Bench.Distinct(3))).AsTask());
        var second = await bench.Time.RunAsync(processor.ProcessAsync(Bench.Give(Bench.Distinct(3))).AsTask());

        Assert.Equal((3, 3), (first.Statistics.Created, first.Statistics.Received));
        Assert.Equal((0, 3, 3), (second.Statistics.Created, second.Statistics.Received, second.Statistics.Duplicates));
    }

    [Fact]
    public async Task ProcessAsync_JudgementBreaksTheRules_IsAFailure()
    {
        var bench = new Bench();
        bench.Analyzer.Change = static (_, analysis) => analysis with { ErrorType = "Not Kebab\" OR project = X" };

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(1, result.Statistics.DeadLettered);
        Assert.Empty(bench.Target.Tickets);
    }

    [Fact]
    public async Task ProcessAsync_Progress_IsToldInOrderAndEndsWithAll()
    {
        var bench = new Bench();

        await bench.RunAsync(Bench.Distinct(35));

        Assert.NotEmpty(bench.Progress);
        Assert.Equal(35, bench.Progress[^1].Statistics.Processed);
        Assert.Equal(
            bench.Progress.Select(static p => p.Statistics.Processed).Order(), bench.Progress.Select(static p => p.Statistics.Processed));
        Assert.Equal(35, bench.Outcomes.Count);
    }

    [Fact]
    public async Task ProcessAsync_ListenerThrows_TicketsAreFiled()
    {
        var bench = new Bench();
        using var processor = bench.Make();
        var run = new TriageRun { Progress = new Throwing<TriageProgress>(), Outcomes = new Throwing<TriageOutcome>() };

        var result = await bench.Time.RunAsync(processor.ProcessAsync(Bench.Give(Bench.Distinct(3)), run).AsTask());

        Assert.Equal(3, result.Statistics.Created);
    }

    [Fact]
    public async Task ProcessAsync_MoreGroupsThanMayPend_AllGetAnOutcomeWithBoundedMemory()
    {
        var bench = new Bench();
        bench.Options.MaximumPendingGroups = 10;

        var result = await bench.RunAsync([.. Bench.Distinct(500), .. Bench.Distinct(500)]);

        Assert.Equal(500, result.Statistics.Created);
        Assert.Equal(1000, result.Statistics.SettledRecords);
        Assert.Equal(1, bench.Analyzer.MostForOneGroup);
        Assert.Equal(result.Statistics.Groups - 500, result.Statistics.DuplicatesByStrategy["run"]);
    }

    [Fact]
    public async Task ProcessAsync_SourceWithoutEnd_GroupsAreHandedOnWhenTheirTimeHasCome()
    {
        var bench = new Bench();
        bench.Options.HandOverAfter = TimeSpan.FromMinutes(1);
        using var processor = bench.Make();
        using var cancel = new CancellationTokenSource();
        var run = new TriageRun { Outcomes = new Cancelling(cancel) };

        var result = await bench.Time.RunAsync(processor.ProcessAsync(Endless(cancel.Token), run, cancel.Token).AsTask());

        Assert.Single(bench.Target.Tickets);
        Assert.Equal(2, result.Outcomes[0].Occurrences);

        static async IAsyncEnumerable<LogEntry> Endless(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return Bench.Entry("Fault a happened");
            yield return Bench.Entry("Fault a happened");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private sealed class Throwing<T> : IProgress<T>
    {
        public void Report(T value) => throw new InvalidOperationException("A display failed.");
    }

    private sealed class Cancelling(CancellationTokenSource cancel) : IProgress<TriageOutcome>
    {
        public void Report(TriageOutcome value) => cancel.Cancel();
    }
}
