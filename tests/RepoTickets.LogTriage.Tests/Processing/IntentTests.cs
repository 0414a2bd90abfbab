using System.Text;
using RepoTickets.LogTriage.Tests.Support;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>Never two tickets for one group: across retries, runs and processes.</summary>
[Collection("alone")]
public sealed class IntentTests
{
    [Fact]
    public async Task ProcessAsync_TimeoutAfterSuccess_TheTargetIsAskedAfterItsLagBeforeASecondCreate()
    {
        var bench = new Bench();
        bench.Target.Lag = TimeSpan.FromSeconds(30);
        bench.Sink.AfterCreate = static (_, _) => throw new SinkUnavailableException("The answer was lost.");

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Single(bench.Target.Tickets);
        Assert.Equal(1, bench.Sink.Creates);
        Assert.Equal(1, result.Statistics.Created);
        Assert.Equal("FAKE-1", result.Outcomes[0].TicketKey);
    }

    [Fact]
    public async Task ProcessAsync_KilledAfterTheCreate_TheNextRunFindsTheTicketAndFilesNone()
    {
        var bench = new Bench();
        bench.Target.Lag = TimeSpan.FromSeconds(30);
        bench.Options.Duplicates.Strategies = ["run", "stored-group"];
        var files = bench.World.StartProcess();
        bench.Files = files;
        bench.Sink.AfterCreate = (_, _) =>
        {
            files.Kill();
            throw new InvalidOperationException("The process is dead.");
        };
        try
        {
            await bench.RunAsync(Bench.Entry("Fault a happened"));
        }
        catch (Storage.Tests.Simulation.SimulatedCrashException)
        {
            // That is what being killed looks like from inside.
        }

        bench.Files = bench.World.StartProcess();
        bench.Sink.AfterCreate = null;
        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Single(bench.Target.Tickets);
        Assert.Equal("intent", result.Outcomes[0].Strategy);
    }

    [Fact]
    public async Task ProcessAsync_TargetCannotBeSearched_TheGroupIsDeferredAndNotCreated()
    {
        var bench = new Bench();
        bench.Sink.BeforeFind = static (_, _) => throw new SinkUnavailableException("503");

        var result = await bench.RunAsync(Bench.Distinct(5));

        Assert.Empty(bench.Target.Tickets);
        Assert.Equal(5, result.Statistics.Deferred);
        Assert.Null(await bench.Make().GetResumePositionAsync("entries"));
    }

    [Fact]
    public async Task ProcessAsync_TargetCannotBeSearchedAndTheOptionSaysCreate_Creates()
    {
        var bench = new Bench();
        bench.Options.Duplicates.OnUnknown = UnknownDuplicatePolicy.Create;
        bench.Sink.BeforeFind = static (_, _) => throw new SinkUnavailableException("503");

        await bench.RunAsync(Bench.Distinct(2));

        Assert.Equal(2, bench.Target.Tickets.Count);
    }

    [Fact]
    public async Task ProcessAsync_TwoProcessesAtOnce_FileEachGroupOnce()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var bench = new Bench(seed);
            bench.Options.Duplicates.Strategies = ["run", "stored-group"];
            bench.Options.MaximumAttempts = 10;
            bench.Sink.BeforeCreate = (_, token) => new(Task.Delay(TimeSpan.FromMilliseconds(100), bench.Time, token));
            using var first = bench.Make();
            bench.Files = bench.World.StartProcess();
            using var second = bench.Make();

            await bench.Time.RunAsync(Task.WhenAll(
                Task.Run(() => first.ProcessAsync(Bench.Give(Bench.Distinct(20))).AsTask()),
                Task.Run(() => second.ProcessAsync(Bench.Give(Bench.Distinct(20))).AsTask())));

            Assert.True(bench.Target.Tickets.Count == 20, $"seed {seed}: {bench.Target.Tickets.Count}");
        }
    }

    /// <summary>
    /// Where a device refuses to make its name durable, the journal goes to another name for a moment; a process may die in it.
    /// </summary>
    [Fact]
    public async Task ProcessAsync_JournalIsUnderItsOtherName_ADryRunReadsItThereAndARealRunPutsItBack()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group"];
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        bench.Files.MoveExclusively("/state/journal", "/state/journal.again");
        var writes = bench.World.Trace.Count(static call => call.Changes);
        bench.Options.Mode = TriageMode.DryRun;

        var dry = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal("stored-group", dry.Outcomes.Single().Strategy);
        Assert.Equal(writes, bench.World.Trace.Count(static call => call.Changes));
        bench.Options.Mode = TriageMode.Real;
        Assert.Equal(1, (await bench.RunAsync(Bench.Entry("Fault a happened"))).Statistics.Duplicates);
        Assert.NotNull(bench.Files.GetStatus("/state/journal"));
    }

    /// <summary>The folder itself is named again as the journal is; a new one beside it would hide what it holds.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ProcessAsync_DiedWhileTheFolderWasUnderItsOtherName_TheNextRunPutsItBack(bool isTheirs)
    {
        var learning = new Bench();
        PlantFolder(learning, "/state");
        await learning.RunAsync(Bench.Entry("Fault a happened"));
        var flush = learning.World.Trace.First(static call => call is { Operation: "flush-folder", Path: "/" }).Number;
        var bench = new Bench();
        PlantFolder(bench, "/state");
        var dying = bench.World.StartProcess();
        bench.Files = dying;
        dying.FailCall(flush, FileSystemError.InputOutput);
        dying.CrashAtCall(flush + 2, CrashPoint.Before);
        await Assert.ThrowsAnyAsync<Exception>(() => bench.RunAsync(Bench.Entry("Fault a happened")));
        dying.Kill();
        Assert.NotNull(bench.World.ReadFile("/state.again/dead.jsonl"));
        if (isTheirs)
        {
            // Not a folder of triage at all: it has no owners.
            bench.World.EditFile("/state.again/dead.jsonl", "theirs");
            bench.World.StartProcess().MoveExclusively("/state.again/owners", "/somewhere");
        }

        bench.Files = bench.World.StartProcess();
        await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(isTheirs, bench.World.ReadFile("/state/dead.jsonl") is null);
        Assert.Equal(isTheirs, bench.World.ReadFile("/state.again/dead.jsonl") is not null);
    }

    private static void PlantFolder(Bench bench, string folder)
    {
        bench.World.CreateFolders(folder);
        bench.World.EditFile(folder + "/dead.jsonl", "");
    }

    /// <summary>The result of one goes to the device together with the intent of the next; the last ones at the end.</summary>
    [Fact]
    public async Task ProcessAsync_ManyGroups_CostOneFlushOfTheJournalEach()
    {
        var bench = new Bench();
        bench.Options.Workers = 1;
        bench.Options.BatchSize = 100;
        bench.Analyzer.Before = (_, token) => new(Task.Delay(TimeSpan.FromMilliseconds(30), bench.Time, token));

        var result = await bench.RunAsync(Bench.Distinct(40));

        Assert.Equal(40, result.Statistics.Created);
        Assert.InRange(bench.World.Trace.Count(static call => call is { Operation: "flush-data", Path: "/state/journal" }), 40, 45);
        Assert.Equal(40, (await bench.RunAsync(Bench.Distinct(40))).Statistics.DuplicatesByStrategy["stored-group"]);
    }

    [Fact]
    public async Task ProcessAsync_AnotherProcessMayBeAtItFarLongerThanOwnCalls_IsLeftToALaterRunAtOnce()
    {
        var bench = new Bench();
        var other = bench.StartAnother();
        other.Options.AttemptTimeout = TimeSpan.FromHours(1);
        var isBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Sink.BeforeCreate = (_, token) =>
        {
            isBegun.TrySetResult();
            return new(Task.Delay(TimeSpan.FromMinutes(50), bench.Time, token));
        };
        var filing = Task.Run(() => other.Make().ProcessAsync(Bench.Give([Bench.Entry("Fault a happened")])).AsTask());
        await isBegun.Task;
        var began = bench.Time.GetUtcNow();

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.Equal(TriageDecision.Deferred, result.Outcomes.Single().Decision);
        Assert.Contains("Another process", result.Outcomes[0].Reason, StringComparison.Ordinal);
        Assert.InRange(bench.Time.GetUtcNow() - began, TimeSpan.Zero, bench.Options.AttemptTimeout);
        Assert.Equal(1, (await bench.Time.RunAsync(filing)).Statistics.Created);
        Assert.Single(bench.Target.Tickets);
    }

    /// <summary>Each of its attempts is short, but there are many.</summary>
    [Fact]
    public async Task ProcessAsync_AnotherProcessTriesAgainAndAgain_IsWaitedForNoLongerThanForOwnCalls()
    {
        var bench = new Bench();
        var other = bench.StartAnother();
        other.Options.MaximumAttempts = 20;
        other.Options.RetryDelay = other.Options.MaximumRetryDelay = TimeSpan.Zero;
        var isBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Sink.BeforeCreate = async (_, token) =>
        {
            isBegun.TrySetResult();
            await Task.Delay(TimeSpan.FromSeconds(50), bench.Time, token);
            throw new SinkUnavailableException("503");
        };
        var filing = Task.Run(() => other.Make().ProcessAsync(Bench.Give([Bench.Entry("Fault a happened")])).AsTask());
        await isBegun.Task;
        var began = bench.Time.GetUtcNow();

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"));

        Assert.NotEqual(TriageDecision.Created, result.Outcomes.Single().Decision);
        Assert.InRange(bench.Time.GetUtcNow() - began, TimeSpan.Zero, bench.Options.AttemptTimeout * 4);
        await bench.Time.RunAsync(filing);
    }

    [Fact]
    public async Task FiledAsync_AfterTheStateWasClosed_SaysSoAndTouchesNothing()
    {
        var bench = new Bench();
        var folder = new Intents.StateFolder(bench.Files, "/state", bench.Logger);
        var state = await Intents.TriageState.OpenAsync(folder, new(bench.Time, bench.Ids, bench.Logger), CancellationToken.None);
        await state.DisposeAsync();
        var calls = bench.World.Trace.Count;

        var exception = await Assert.ThrowsAsync<TriageStateException>(() =>
            state.FiledAsync("fake", LogGroupId.Parse(new string('a', 32)), "FAKE-1", "timeout", bench.Time.GetUtcNow(), CancellationToken.None));

        Assert.Contains("closed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(calls, bench.World.Trace.Count);
    }

    [Fact]
    public async Task ProcessAsync_JournalWithTornTail_GoesOnBeforeIt()
    {
        var bench = new Bench();
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        using (var file = bench.Files.OpenAppendFile("/state/journal"))
        {
            file.Write(file.Length, "{\"kind\":\"intent\",\"at\":\"20"u8);
        }

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"), Bench.Entry("Fault b happened"));

        Assert.Null(result.Error);
        Assert.Equal((1, 1), (result.Statistics.Created, result.Statistics.Duplicates));
    }

    [Fact]
    public async Task ProcessAsync_JournalDamagedInTheMiddle_TheTargetIsAskedBeforeAnythingIsFiled()
    {
        var bench = new Bench();
        bench.Options.Duplicates.Strategies = ["run", "stored-group"];
        await bench.RunAsync(Bench.Entry("Fault a happened"));
        var bytes = bench.Files.ReadFile("/state/journal", 1 << 20)!.Value.Bytes;
        var text = Encoding.UTF8.GetString(bytes)
            .Replace("\"filed\"", "\"fxled\"", StringComparison.Ordinal)
            .Replace("\"intent\"", "\"xntent\"", StringComparison.Ordinal);
        using (var file = bench.Files.OpenAppendFile("/state/journal"))
        {
            file.Write(0, Encoding.UTF8.GetBytes(text));
        }

        var result = await bench.RunAsync(Bench.Entry("Fault a happened"), Bench.Entry("Fault b happened"));

        Assert.Equal(2, bench.Target.Tickets.Count);
        Assert.Equal((1, 1), (result.Statistics.Created, result.Statistics.Duplicates));
    }

    [Fact]
    public async Task ProcessAsync_DiskFailsFromAnyCallOn_NothingIsFiledTwiceAndEveryGroupHasAnOutcome()
    {
        for (var call = 1; call < 90; call += 2)
        {
            var bench = new Bench(call);
            bench.Options.Duplicates.Strategies = ["run", "stored-group"];
            var files = bench.World.StartProcess();
            files.FailCalls(call, int.MaxValue, Storage.Tests.Simulation.SimulatedFault.InputOutput);
            bench.Files = files;
            try
            {
                var result = await bench.RunAsync(Bench.Distinct(5));
                Assert.Equal(0, result.Statistics.PendingRecords);
                Assert.Equal(0, result.Statistics.InProgress);
                Assert.True(bench.Target.Tickets.Count == 5 || result.Error is not null, $"call {call}: {result}");
            }
            catch (TriageStateException)
            {
                Assert.Empty(bench.Target.Tickets);
            }

            files.Kill();
            bench.Files = bench.World.StartProcess();
            await bench.RunAsync(Bench.Distinct(5));
            Assert.True(bench.Target.Tickets.Count == 5, $"call {call}: {bench.Target.Tickets.Count} tickets");
        }
    }

    [Fact]
    public async Task ProcessAsync_LocksExcludeNobody_Refuses()
    {
        var bench = new Bench();
        bench.World.LocksExclude = false;

        await Assert.ThrowsAsync<TriageStateException>(() => bench.RunAsync(Bench.Distinct(1)));
    }

    [Fact]
    public async Task ProcessAsync_JournalGrowsLong_IsCondensedAndStillKnows()
    {
        var bench = new Bench();
        for (var round = 0; round < 3; round++)
        {
            await bench.RunAsync(Bench.Distinct(30));
        }

        var folder = new Intents.StateFolder(bench.Files, "/state", Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var settings = new Intents.TriageStateSettings(
            bench.Time, bench.Ids, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance) { JournalLimit = 1 };
        var before = bench.Files.ReadFile("/state/journal", 1 << 20)!.Value.Bytes.Length;
        await using (await Intents.TriageState.OpenAsync(folder, settings, CancellationToken.None))
        {
        }

        Assert.InRange(bench.Files.ReadFile("/state/journal", 1 << 20)!.Value.Bytes.Length, 1, before - 1);
        Assert.Equal(30, (await bench.RunAsync(Bench.Distinct(30))).Statistics.Duplicates);
    }
}
