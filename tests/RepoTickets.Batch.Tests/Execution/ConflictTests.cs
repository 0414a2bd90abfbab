using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Execution;

public sealed class ConflictTests
{
    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.BestEffort)]
    public async Task ExecuteAsync_ChangedBetweenPlanAndCommit_FailsByDefault(BatchMode mode)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var (ticket, store) = await InterferedAsync(temporary, t => t with { Description = "theirs" });
        var batch = new TicketBatch { Mode = mode }.Update(ticket.Id, static t => t with { Title = "mine" });

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        var error = Assert.Single(result.Errors);
        Assert.Equal((0, "LOGIN-1"), (error.Index, error.Id));
        Assert.Contains("changed by somebody else", error.Reason, StringComparison.Ordinal);
        Assert.Equal("Login", (await store.GetAsync(ticket.Id))!.Title);
    }

    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.BestEffort)]
    public async Task ExecuteAsync_Retry_RunsTheFunctionOnTheFreshState(BatchMode mode)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var (ticket, store) = await InterferedAsync(temporary, t => t with { Title = t.Title + " theirs" });
        var batch = new TicketBatch { Mode = mode }
            .Update(ticket.Id, static t => t with { Title = t.Title + " mine" })
            .OnConflict(ConflictPolicy.Retry);

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        Assert.Equal(2, result.Attempts);
        Assert.Equal("Login theirs mine", (await store.GetAsync(ticket.Id))!.Title);
    }

    [Fact]
    public async Task ExecuteAsync_RetryAgainstSomebodyWhoNeverStops_GivesUpAfterMaximumAttempts()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var number = 0;
        var store = new InterferingStore(temporary.Store);
        store.BeforeCommit = async _ => await temporary.Store.UpdateAsync(ticket.Id, t => t with { Description = $"theirs {number++}" });
        var undone = 0;
        var batch = new TicketBatch().Update(ticket.Id, static t => t with { Title = "mine" }).OnConflict(ConflictPolicy.Retry)
            .Custom("mail", static _ => ValueTask.CompletedTask, () =>
            {
                undone++;
                return ValueTask.CompletedTask;
            });

        var result = await BatchExecutor.Create(store, new() { MaximumAttempts = 3 }).ExecuteAsync(batch);

        Assert.Equal((BatchOutcome.RolledBack, 3, 3, 1), (result.Outcome, result.Attempts, store.Commits, undone));
        Assert.EndsWith("So it was at each of 3 attempts.", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.BestEffort)]
    public async Task ExecuteAsync_MergeOfDifferentFields_KeepsBoth(BatchMode mode)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var (ticket, store) = await InterferedAsync(temporary, t => t with { Description = "theirs", Labels = ["bug"] });
        var runs = 0;
        var batch = new TicketBatch { Mode = mode }.OnConflict(ConflictPolicy.Merge).Update(ticket.Id, t =>
        {
            runs++;
            return t with { Title = "mine", Labels = ["bug"] };
        });

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.True(result.Success, string.Join('\n', result.Errors));
        var stored = (await store.GetAsync(ticket.Id))!;
        Assert.Equal(("mine", "theirs", 1), (stored.Title, stored.Description, runs));
        Assert.Equal(["bug"], stored.Labels);
    }

    [Fact]
    public async Task ExecuteAsync_MergeOfTheSameField_IsAConflictOfThatField()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var (ticket, store) = await InterferedAsync(temporary, t => t with { Assignee = "theirs", Description = "theirs" });
        var batch = new TicketBatch()
            .OnConflict(ConflictPolicy.Merge)
            .Update(ticket.Id, static t => t with { Assignee = "mine", Title = "mine" });

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        Assert.Equal((BatchOutcome.RolledBack, "assignee"), (result.Outcome, Assert.Single(result.Errors).Field));
        Assert.Equal(("Login", "theirs"), ((await store.GetAsync(ticket.Id))!.Title, (await store.GetAsync(ticket.Id))!.Assignee));
    }

    [Fact]
    public async Task ExecuteAsync_MergeOfADeletion_DoesNotDeleteWhatSomebodyChanged()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var (ticket, store) = await InterferedAsync(temporary, t => t with { Description = "theirs" });

        var result = await BatchExecutor.Create(store).ExecuteAsync(new TicketBatch().Delete(ticket.Id).OnConflict(ConflictPolicy.Merge));

        Assert.False(result.Success);
        Assert.NotNull(await store.GetAsync(ticket.Id));
    }

    [Theory]
    [InlineData(ConflictPolicy.Fail, false, "Login theirs", null)]
    [InlineData(ConflictPolicy.Retry, true, "mine", "bob")]
    [InlineData(ConflictPolicy.Merge, false, "Login theirs", null)]
    public async Task ExecuteAsync_PairReadBeforeSomebodyChangedIt_GoesByThePolicy(
        ConflictPolicy policy, bool succeeds, string title, string? assignee)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var read = await store.CreateAsync(new Ticket { Title = "Login" });
        await store.UpdateAsync(read.Id, static t => t with { Title = "Login theirs", Priority = TicketPriority.High });
        var batch = new TicketBatch().Update(read, read with { Title = "mine", Assignee = "bob" }).OnConflict(policy);

        var result = await BatchExecutor.Create(store).ExecuteAsync(batch);

        var stored = (await store.GetAsync(read.Id))!;
        Assert.Equal((succeeds, title, assignee, TicketPriority.High), (result.Success, stored.Title, stored.Assignee, stored.Priority));
    }

    private static async Task<(Ticket Ticket, InterferingStore Store)> InterferedAsync(
        TemporaryStore temporary, Func<Ticket, Ticket> theirs)
    {
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var store = new InterferingStore(temporary.Store);
        store.BeforeCommit = async _ =>
        {
            store.BeforeCommit = null;
            await temporary.Store.UpdateAsync(ticket.Id, theirs);
        };
        return (ticket, store);
    }
}
