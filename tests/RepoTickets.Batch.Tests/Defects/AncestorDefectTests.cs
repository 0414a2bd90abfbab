using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Defects;

/// <summary>What batches of the Python package did wrong, by the numbers of the list of its defects.</summary>
public sealed class AncestorDefectTests
{
    [Fact]
    public async Task A10_AtomicCreateOverAnExistingTicketThatFails_LeavesTheExistingTicketAsItIs()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var existing = await store.CreateAsync(new Ticket { Id = TicketId.Parse("LOGIN-1"), Title = "Keep me", Description = "precious" });
        var batch = new TicketBatch()
            .Create(new Ticket { Id = existing.Id, Title = "Overwrites" })
            .Create(new Ticket { Id = TicketId.Parse("LOGIN-2"), Title = " " });

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Equal([0, 1], result.Errors.Select(static error => error.Index));
        Assert.Contains("exists already", result.Errors[0].Reason, StringComparison.Ordinal);
        Assert.Equal("title", result.Errors[1].Field);
        var (key, ticket) = Assert.Single(await TemporaryStore.ReadAllAsync(store));
        Assert.Equal("LOGIN-1", key);
        Assert.Equal(existing, ticket);
        Assert.Equal(existing.Version, ticket.Version);
    }

    [Theory]
    [InlineData("""{"status": "done"}""", "status")]
    [InlineData("""{"priority": "urgent"}""", "priority")]
    [InlineData("""{"title": "  "}""", "title")]
    [InlineData("""{"story_points": -1}""", "story_points")]
    [InlineData("""{"comments": [{"author": "a", "content": " "}]}""", "comments[0].content")]
    public async Task A11_UpdateWithABadValue_IsRefusedAndTheTicketStaysLoadable(string patch, string field)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var ticket = await store.CreateAsync(new Ticket { Title = "Login" });

        var result = await BatchExecutor.Create(store).ExecuteAsync(new TicketBatch().Update(ticket.Id, TicketPatch.Parse(patch)));

        Assert.False(result.Success);
        var error = Assert.Single(result.Errors);
        Assert.Equal((0, BatchOperationKind.Update, "LOGIN-1", field), (error.Index, error.Kind, error.Id, error.Field));
        Assert.Empty(result.UpdatedIds);
        Assert.Equal(ticket, await store.GetAsync(ticket.Id));
    }

    [Theory]
    [InlineData("""{"id": "OTHER-1"}""")]
    [InlineData("""{"comments": "none"}""")]
    [InlineData("""{"colour": "red"}""")]
    public void A11_PatchOfWhatIsNoField_IsRefused(string patch) => Assert.Throws<FormatException>(() => TicketPatch.Parse(patch));

    [Fact]
    public async Task A12_UpdateThatFails_LeavesNoTraceInWhatIsSavedNext()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var ticket = await store.CreateAsync(new Ticket { Title = "Login" });
        var executor = BatchExecutor.Create(store);

        var failed = await executor.ExecuteAsync(
            new TicketBatch().Update(ticket.Id, t => t with { Status = TicketStatus.Parse("done"), Assignee = "bob" }));
        var saved = await executor.ExecuteAsync(new TicketBatch().Update(ticket.Id, t => t with { Title = "Login again" }));

        Assert.False(failed.Success);
        Assert.True(saved.Success);
        var stored = (await store.GetAsync(ticket.Id))!;
        Assert.Equal((TicketStatus.Open, null, "Login again"), (stored.Status, stored.Assignee, stored.Title));
    }

    [Fact]
    public async Task C2_RolledBackBatch_ListsNothingAndIsNotInTheFeed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var ticket = await store.CreateAsync(new Ticket { Title = "Login" });
        var position = await store.Feed.GetPositionAsync();
        var batch = new TicketBatch()
            .Create(new Ticket { Title = "New" })
            .Update(ticket.Id, t => t with { Title = "Changed" })
            .Custom("fails", _ => throw new IOException("No connection."));

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.True(result.RolledBack);
        Assert.False(result.Success);
        Assert.Empty(result.Created);
        Assert.Empty(result.Updated);
        Assert.Empty(result.Positions);
        Assert.Equal(
            [BatchItemStatus.NotDone, BatchItemStatus.NotDone, BatchItemStatus.Failed], result.Items.Select(static item => item.Status));
        Assert.Empty(await store.Feed.ReadAsync(position));
    }

    [Fact]
    public async Task C3_BestEffortWithFailures_IsNoSuccessAndNamesEach()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var ticket = await store.CreateAsync(new Ticket { Title = "Login" });
        var absent = TicketId.Parse("ABSENT-1");
        var batch = new TicketBatch()
            .Update(ticket.Id, t => t with { Title = "Changed" })
            .Update(absent, t => t with { Title = "Changed" })
            .Delete(absent)
            .Create(new Ticket { Title = "New" })
            .BestEffort();

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.False(result.Success);
        Assert.Equal(BatchOutcome.PartlyCommitted, result.Outcome);
        Assert.Equal([TicketId.Parse("NEW-1")], result.CreatedIds);
        Assert.Equal([ticket.Id], result.UpdatedIds);
        Assert.Empty(result.DeletedIds);
        Assert.Contains(
            result.Errors,
            static error => error is { Index: 1, Id: "ABSENT-1" } && error.Reason.Contains("does not exist", StringComparison.Ordinal));
        Assert.True((await store.GetAsync(ticket.Id))!.UpdatedAt >= ticket.UpdatedAt);
    }

    [Fact]
    public async Task C3_DeleteOfAMissingTicket_IsAnError()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(new TicketBatch().Delete(TicketId.Parse("ABSENT-1")));

        Assert.False(result.Success);
        Assert.Empty(result.Deleted);
        Assert.Equal("Ticket ABSENT-1 does not exist.", Assert.Single(result.Errors).Reason);
    }

    [Fact]
    public async Task C3_Update_TouchesUpdatedAt()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var old = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login", CreatedAt = old, UpdatedAt = old });

        await BatchExecutor.Create(temporary.Store).ExecuteAsync(
            new TicketBatch().Update(ticket.Id, TicketPatch.Parse("""{"assignee": "bob"}""")));

        Assert.True((await temporary.Store.GetAsync(ticket.Id))!.UpdatedAt > old);
    }
}
