using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Execution;

public sealed class BestEffortTests
{
    [Fact]
    public async Task ExecuteAsync_MoreThanAChunk_IsCommittedInParts()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var batch = new TicketBatch(
            Enumerable.Range(0, 25).Select(static i => BatchOperation.Create(new Ticket { Title = $"Login {i}" }))).BestEffort();

        var result = await BatchExecutor.Create(temporary.Store, new() { ChunkSize = 10 }).ExecuteAsync(batch);

        Assert.True(result.Success);
        Assert.Equal([1L, 2, 3], result.Positions);
        Assert.Equal([10, 10, 5], (await temporary.Store.Feed.ReadAsync(0)).Select(static commit => commit.Changes.Count));
        Assert.All(await temporary.Store.Feed.ReadAsync(0), commit =>
            Assert.Equal(("batch.part", result.BatchId), (commit.Source, commit.CorrelationId)));
        Assert.Equal(Enumerable.Range(1, 25).Select(static i => $"LOGIN-{i}"), result.CreatedIds.Select(static id => id.Value));
    }

    [Fact]
    public async Task ExecuteAsync_ItemThatOnlyTheStoreRefuses_IsIsolatedAndTheRestIsCommitted()
    {
        await using var temporary = await TemporaryStore.CreateAsync(options => options.MaximumDocumentBytes = 4096);
        var batch = new TicketBatch(Enumerable.Range(0, 20).Select(static i => BatchOperation.Create(
            new Ticket { Title = $"Login {i}", Description = new('x', i is 7 or 13 ? 5000 : 10) }))).BestEffort();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.Equal((BatchOutcome.PartlyCommitted, 18), (result.Outcome, result.Created.Count));
        Assert.Equal([7, 13], result.Errors.Select(static error => error.Index));
        Assert.All(result.Errors, static error => Assert.Contains("at most 4,096 are read", error.Reason, StringComparison.Ordinal));
        Assert.Equal(18, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task ExecuteAsync_DeletionThatLeavesReferences_IsTakenOutByName()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var a = await temporary.Store.CreateAsync(new Ticket { Title = "A" });
        var b = await temporary.Store.CreateAsync(new Ticket { Title = "B", BlockedBy = [a.Id] });
        var c = await temporary.Store.CreateAsync(new Ticket { Title = "C" });

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(new TicketBatch().Delete(a.Id).Delete(c.Id).BestEffort());

        Assert.Equal([c.Id], result.DeletedIds);
        Assert.Contains(b.Id.Value, Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(0, result.Errors[0].Index);
    }

    [Fact]
    public async Task ExecuteAsync_EarlierPartThatCleansALaterDocument_IsNoConflict()
    {
        await using var temporary = await TemporaryStore.CreateAsync(
            static options => options.DeletionPolicy = RepoTickets.Storage.DeletionPolicy.Clean);
        var a = await temporary.Store.CreateAsync(new Ticket { Title = "A" });
        var b = await temporary.Store.CreateAsync(new Ticket { Title = "B", BlockedBy = [a.Id] });
        var batch = new TicketBatch().Delete(a.Id).Update(b.Id, static t => t with { Assignee = "bob" }).BestEffort();

        var result = await BatchExecutor.Create(temporary.Store, new() { ChunkSize = 1 }).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        var stored = (await temporary.Store.GetAsync(b.Id))!;
        Assert.Equal(("bob", 0), (stored.Assignee, stored.BlockedBy.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task ExecuteAsync_DeletionsWhoseReferrersGoWithLaterParts_AreDone(int chunkSize)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var a = await temporary.Store.CreateAsync(new Ticket { Title = "A" });
        var b = await temporary.Store.CreateAsync(new Ticket { Title = "B", BlockedBy = [a.Id] });
        a = await temporary.Store.UpdateAsync(a.Id, t => t with { RelatedTo = [b.Id] });
        var c = await temporary.Store.CreateAsync(new Ticket { Title = "C" });
        var d = await temporary.Store.CreateAsync(new Ticket { Title = "D", BlockedBy = [c.Id] });
        var batch = new TicketBatch()
            .Delete(a.Id)
            .Delete(c.Id)
            .Update(d.Id, static t => t with { BlockedBy = [] })
            .Delete(b.Id)
            .BestEffort();

        var result = await BatchExecutor.Create(temporary.Store, new() { ChunkSize = chunkSize }).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        Assert.Equal([a.Id, b.Id, c.Id], result.DeletedIds.Order());
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task ExecuteAsync_DeletionWhoseReferrerStaysAfterAll_IsRefusedWithTheReferrer()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var a = await temporary.Store.CreateAsync(new Ticket { Title = "A" });
        var b = await temporary.Store.CreateAsync(new Ticket { Title = "B", BlockedBy = [a.Id] });
        var batch = new TicketBatch().Delete(a.Id).Update(b.Id, static t => t with { Assignee = "bob" }).BestEffort();

        var result = await BatchExecutor.Create(temporary.Store, new() { ChunkSize = 1 }).ExecuteAsync(batch);

        var error = Assert.Single(result.Errors);
        Assert.Equal(0, error.Index);
        Assert.Contains(b.Id.Value, error.Reason, StringComparison.Ordinal);
        Assert.Equal("bob", (await temporary.Store.GetAsync(b.Id))!.Assignee);
    }

    [Fact]
    public async Task ExecuteAsync_EarlierPartThatCleansATicketReadBefore_IsNoConflict()
    {
        await using var temporary = await TemporaryStore.CreateAsync(
            static options => options.DeletionPolicy = RepoTickets.Storage.DeletionPolicy.Clean);
        var a = await temporary.Store.CreateAsync(new Ticket { Title = "A" });
        var b = await temporary.Store.CreateAsync(new Ticket { Title = "B", BlockedBy = [a.Id] });
        var batch = new TicketBatch().Delete(a.Id).Update(b, b with { Assignee = "bob" }).BestEffort();

        var result = await BatchExecutor.Create(temporary.Store, new() { ChunkSize = 1 }).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        var stored = (await temporary.Store.GetAsync(b.Id))!;
        Assert.Equal(("bob", 0), (stored.Assignee, stored.BlockedBy.Count));
    }

    [Fact]
    public async Task ExecuteAsync_ReferencesAcrossParts_AreResolved()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var batch = new TicketBatch().BestEffort();
        for (var i = 0; i < 10; i++)
        {
            batch.Create(new Ticket
            {
                Id = TicketId.Placeholder($"t{i}"),
                Title = $"Login {i}",
                BlockedBy = i == 0 ? [] : [TicketId.Placeholder($"t{i - 1}")],
                RelatedTo = i == 9 ? [] : [TicketId.Placeholder("t9")],
            });
        }

        batch.Update(TicketId.Placeholder("t3"), static t => t with { Assignee = "bob" });

        var result = await BatchExecutor.Create(temporary.Store, new() { ChunkSize = 2 }).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        var all = await TemporaryStore.ReadAllAsync(temporary.Store);
        Assert.Equal(10, all.Count);
        for (var i = 1; i < 10; i++)
        {
            var ticket = all[result.IdOf(TicketId.Placeholder($"t{i}"))!.Value.Value];
            Assert.Equal([result.IdOf(TicketId.Placeholder($"t{i - 1}"))!.Value], ticket.BlockedBy);
            Assert.Equal(i == 3 ? "bob" : null, ticket.Assignee);
        }
    }

    [Fact]
    public async Task ExecuteAsync_FailedOperation_TakesThoseThatNeedItAlong()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var batch = new TicketBatch()
            .Create(new Ticket { Id = TicketId.Placeholder("a"), Title = "A", StoryPoints = -1 })
            .Create(new Ticket { Id = TicketId.Placeholder("b"), Title = "B", BlockedBy = [TicketId.Placeholder("a")] })
            .Add(BatchOperation.Create(new Ticket { Title = "C" }) with { DependsOn = [1] })
            .Create(new Ticket { Title = "D" })
            .BestEffort();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.Equal([TicketId.Parse("D-1")], result.CreatedIds);
        Assert.Equal([0, 1, 2], result.Errors.Select(static error => error.Index));
        Assert.Equal(
            ["It needs operation 0, which failed.", "It needs operation 1, which failed."],
            result.Errors.Skip(1).Select(static error => error.Reason));
    }

    [Fact]
    public async Task ExecuteAsync_StoreThatFails_EndsTheBatchAndTellsWhatWasDone()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = new InterferingStore(temporary.Store);
        store.BeforeCommit = _ => store.Commits == 2 ? throw new StoreReadOnlyException("Read-only now.") : Task.CompletedTask;
        var batch = new TicketBatch(
            Enumerable.Range(0, 6).Select(static i => BatchOperation.Create(new Ticket { Title = $"Login {i}" }))).BestEffort();

        var result = await BatchExecutor.Create(store, new() { ChunkSize = 2 }).ExecuteAsync(batch);

        Assert.Equal((BatchOutcome.PartlyCommitted, 2, 2), (result.Outcome, result.Created.Count, store.Commits));
        Assert.Equal([-1, 2, 3], result.Errors.Select(static error => error.Index));
        Assert.Equal([BatchItemStatus.NotDone, BatchItemStatus.NotDone], result.Items.Skip(4).Select(static item => item.Status));
    }

    [Fact]
    public async Task ExecuteAsync_CustomOperations_RunInTheirPlaceAndAreUndoneWhenUseless()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var log = new List<string>();
        BatchOperation Custom(string name) => BatchOperation.Custom(
            name,
            async token =>
            {
                log.Add($"+{name} {(await temporary.Store.GetStatisticsAsync(token)).Total}");
            },
            () =>
            {
                log.Add($"-{name}");
                return ValueTask.CompletedTask;
            });
        var batch = new TicketBatch()
            .Create(new Ticket { Title = "A" })
            .Add(Custom("useful"))
            .Add(BatchOperation.Create(new Ticket { Title = "B" }) with { DependsOn = [1] })
            .Add(Custom("useless"))
            .Add(BatchOperation.Create(new Ticket { Title = " " }) with { DependsOn = [3] })
            .Add(Custom("alone"))
            .BestEffort();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.Equal(["+useful 1", "+useless 2", "+alone 2", "-useless"], log);
        Assert.Equal([4], result.Errors.Select(static error => error.Index));
    }

    [Fact]
    public async Task ExecuteAsync_CancelledMidway_TellsWhatWasDone()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var cancellation = new CancellationTokenSource();
        var store = new InterferingStore(temporary.Store) { AfterCommit = _ => cancellation.CancelAsync() };
        var batch = new TicketBatch(
            Enumerable.Range(0, 6).Select(static i => BatchOperation.Create(new Ticket { Title = $"Login {i}" }))).BestEffort();

        var result = await BatchExecutor.Create(store, new() { ChunkSize = 2 }).ExecuteAsync(batch, cancellationToken: cancellation.Token);

        Assert.Equal((BatchOutcome.Cancelled, false), (result.Outcome, result.Success));
        Assert.Equal(["LOGIN-1", "LOGIN-2"], result.CreatedIds.Select(static id => id.Value));
        Assert.Equal(2, (await TemporaryStore.ReadAllAsync(temporary.Store)).Count);
    }
}
