using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Execution;

public sealed class AtomicBatchTests
{
    [Fact]
    public async Task ExecuteAsync_MixedOperations_AreOneCommitOfTheBatch()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var first = await store.CreateAsync(new Ticket { Title = "First" });
        var second = await store.CreateAsync(new Ticket { Title = "Second" });
        var epic = EpicId.Placeholder("e");
        var batch = new TicketBatch { CausationId = "event-1" }
            .Create(new Ticket { Title = "Third", EpicId = epic })
            .Create(new Epic { Id = epic, Title = "Big" })
            .Update(first.Id, t => t with { Assignee = "bob" })
            .Update(second.Id, t => t)
            .Delete(TicketId.Placeholder("gone"))
            .Create(new Ticket { Id = TicketId.Placeholder("gone"), Title = "Gone" });

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        Assert.Equal(["Ticket THIRD-1", "Epic BIG-1"], result.Created.Select(static key => key.ToString()));
        Assert.Equal([first.Id], result.UpdatedIds);
        Assert.Empty(result.Deleted);
        Assert.Equal(
            [
                BatchItemStatus.Done, BatchItemStatus.Done, BatchItemStatus.Done, BatchItemStatus.Unchanged, BatchItemStatus.Unchanged,
                BatchItemStatus.Unchanged,
            ],
            result.Items.Select(static item => item.Status));
        Assert.Equal(["assignee"], result.Items[2].Fields);
        var commit = Assert.Single(await store.Feed.ReadAsync(2));
        Assert.Equal(("batch", result.BatchId, "event-1"), (commit.Source, commit.CorrelationId, commit.CausationId));
        Assert.Equal([commit.Position], result.Positions);
        Assert.Equal("BIG-1", (await store.GetAsync(TicketId.Parse("THIRD-1")))!.EpicId!.Value.Value);
    }

    [Fact]
    public async Task ExecuteAsync_EmptyBatch_SucceedsWithoutACommit()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(new TicketBatch());

        Assert.True(result.Success);
        Assert.Empty(result.Positions);
        Assert.Equal(0, await temporary.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task ExecuteAsync_SeveralFaults_AreReportedAllAtOnce()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var batch = new TicketBatch()
            .Create(new Ticket { Title = "", Reporter = null! })
            .Update(ticket.Id, _ => throw new InvalidOperationException("Odd\u0007."))
            .Update(TicketId.Parse("ABSENT-1"), t => t)
            .Create(new Ticket { Title = "Refers", BlockedBy = [TicketId.Placeholder("nowhere")] })
            .Update(default, t => t)
            .Add(BatchOperation.Delete(ticket.Id) with { DependsOn = [99] });

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Equal([0, 0, 1, 2, 3, 4, 5], result.Errors.Select(static error => error.Index));
        Assert.Equal(["title", "reporter", "", "", "blocked_by", "", ""], result.Errors.Select(static error => error.Field));
        Assert.Equal("InvalidOperationException: Odd\\u0007.", result.Errors[2].Reason);
        Assert.Equal(1, await temporary.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task ExecuteAsync_MoreChangesThanACommitHolds_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var batch = new TicketBatch(
            Enumerable.Range(0, ChangeSet.MaximumChanges + 1).Select(static _ => BatchOperation.Create(new Ticket { Title = "Many" })));

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Equal(
            (-1, "The batch changes 10001 documents; an atomic one changes at most 10000. Split it, or run it as best effort."),
            (result.Errors[0].Index, result.Errors[0].Reason));
        Assert.Equal(0, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task ExecuteAsync_TooManyBytes_IsRolledBack()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = new string('x', DocumentBounds.TextLength);
        var batch = new TicketBatch(
            Enumerable.Range(0, 300).Select(_ => BatchOperation.Create(new Ticket { Title = "Large", Description = text })));

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.True(result.RolledBack);
        Assert.Contains("67,108,864 are allowed", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(0, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task ExecuteAsync_CommitThatHappenedAndThrew_IsToldAsCommitted()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var undone = false;
        var store = new InterferingStore(temporary.Store)
        {
            AfterCommit = _ => throw new StoreIoException("Files could not be put in place.", "open", 28),
        };
        var batch = new TicketBatch()
            .Custom("mail", static _ => ValueTask.CompletedTask, () =>
            {
                undone = true;
                return ValueTask.CompletedTask;
            })
            .Create(new Ticket { Id = TicketId.Placeholder("a"), Title = "Alpha" })
            .Create(new Ticket { Title = "Beta", BlockedBy = [TicketId.Placeholder("a")] })
            .Create(new Ticket { Id = TicketId.Parse("FIXED-7"), Title = "Gamma" })
            .Delete(ticket.Id);

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.True(result.Success);
        Assert.Equal(["ALPHA-1", "BETA-1", "FIXED-7"], result.CreatedIds.Select(static id => id.Value));
        Assert.Equal([ticket.Id], result.DeletedIds);
        Assert.Equal([2L], result.Positions);
        Assert.False(undone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExecuteAsync_CommitThatThrewAfterManyOfOthers_IsFoundInTheFeedOnlyWhenItHappened(bool happens)
    {
        const int MoreThanAPageOfTheFeed = 70;
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = new InterferingStore(temporary.Store);
        store.BeforeNextCommit = async () =>
        {
            // Another batch, too, which must not be taken for this one.
            await BatchExecutor.Create(temporary.Store).ExecuteAsync(new TicketBatch().Create(new Ticket { Title = "Theirs" }));
            for (var i = 0; i < MoreThanAPageOfTheFeed; i++)
            {
                await temporary.Store.CreateAsync(new Ticket { Title = "Theirs" });
            }

            _ = happens ? 0 : throw new IOException("It never arrived.");
        };
        store.AfterCommit = _ => throw new IOException("The answer was lost.");

        var result = await BatchExecutor.Create(store).ExecuteAsync(new TicketBatch().Create(new Ticket { Title = "Ours" }));

        Assert.Equal(happens ? BatchOutcome.Committed : BatchOutcome.RolledBack, result.Outcome);
        Assert.Equal(happens ? ["OURS-1"] : [], result.CreatedIds.Select(static id => id.Value));
    }

    [Fact]
    public async Task ExecuteAsync_UndoOfSeveral_RunsInReverseOrder()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var log = new List<string>();
        var batch = new TicketBatch().Create(new Ticket { Title = "Login" });
        foreach (var name in (string[])["a", "b", "c"])
        {
            batch.Custom(name, _ => Note($"+{name}"), () => Note($"-{name}"));
        }

        var store = new InterferingStore(temporary.Store) { BeforeCommit = static _ => throw new StoreReadOnlyException("Not now.") };
        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.Equal(BatchOutcome.RolledBack, result.Outcome);
        Assert.Equal(["+a", "+b", "+c", "-c", "-b", "-a"], log);

        ValueTask Note(string what)
        {
            log.Add(what);
            return ValueTask.CompletedTask;
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task ExecuteAsync_DryRunAtTheBoundOnChanges_IsRefusedOnlyBeyondIt(int beyond, bool success)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var creations = Enumerable.Range(0, ChangeSet.MaximumChanges + beyond).Select(
            static _ => BatchOperation.Create(new Ticket { Title = "Many" }));

        Assert.Equal(success, (await BatchExecutor.Create(temporary.Store).ExecuteAsync(new TicketBatch(creations).DryRun())).Success);
    }

    [Theory]
    [InlineData(true, BatchOutcome.Unknown)]
    [InlineData(false, BatchOutcome.RolledBack)]
    public async Task ExecuteAsync_FailedFlush_IsUnknownOnlyWhenItWasTheFlushOfThisCommit(bool mayBeCommitted, BatchOutcome expected)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = new InterferingStore(temporary.Store)
        {
            BeforeCommit = _ => throw new StorePoisonedException("Flush failed.") { MayBeCommitted = mayBeCommitted },
        };

        var result = await BatchExecutor.Create(store).ExecuteAsync(new TicketBatch().Create(new Ticket { Title = "Login" }));

        Assert.Equal(expected, result.Outcome);
    }

    [Fact]
    public async Task ExecuteAsync_FunctionThatIsCancelledThoughTheBatchIsNot_IsThatOperationsFailure()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login" });

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(
            new TicketBatch()
                .Create(new Ticket { Title = "Other" })
                .Update(ticket.Id, static _ => throw new OperationCanceledException("Timed out.")));

        Assert.Equal((BatchOutcome.Refused, 1), (result.Outcome, Assert.Single(result.Errors).Index));
    }

    [Fact]
    public async Task ExecuteAsync_CommitThatThrewAndAFeedThatDoesNotAnswer_IsToldAsUnknown()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var undone = false;
        var store = new InterferingStore(temporary.Store)
        {
            BeforeCommit = _ => throw new IOException("Device gone."),
            FeedIsBroken = true,
        };
        var batch = new TicketBatch().Create(new Ticket { Title = "Login" }).Custom("mail", static _ => ValueTask.CompletedTask, () =>
        {
            undone = true;
            return ValueTask.CompletedTask;
        });

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.Equal((BatchOutcome.Unknown, false, false), (result.Outcome, result.Success, undone));
        Assert.Equal(BatchItemStatus.Unknown, result.Items[0].Status);
        Assert.Throws<BatchFailedException>(() => result.ThrowIfFailed());
    }

    [Fact]
    public async Task DeleteAsync_Query_DeletesWhatItFinds()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        foreach (var title in (string[])["Old login", "Old export", "New login"])
        {
            await temporary.Store.CreateAsync(new Ticket { Title = title });
        }

        var executor = BatchExecutor.Create(temporary.Store);
        var preview = await executor.DeleteAsync(TicketQuery.Parse("id:OLD-*"), new TicketBatch().DryRun());
        var result = await executor.DeleteAsync(TicketQuery.Parse("id:OLD-*"));

        Assert.Equal([BatchItemStatus.Planned, BatchItemStatus.Planned], preview.Items.Select(static item => item.Status));
        Assert.Equal(2, result.DeletedIds.Count);
        Assert.Equal(["NEW-1"], (await TemporaryStore.ReadAllAsync(temporary.Store)).Keys);
    }
}
