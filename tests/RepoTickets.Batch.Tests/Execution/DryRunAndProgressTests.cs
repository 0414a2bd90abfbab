using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Execution;

public sealed class DryRunAndProgressTests
{
    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.BestEffort)]
    public async Task ExecuteAsync_DryRun_SaysWhatWouldHappenAndWritesNothing(BatchMode mode)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var ran = false;
        var batch = new TicketBatch { Mode = mode }
            .Create(new Ticket { Id = TicketId.Parse("FIXED-1"), Title = "New" })
            .Create(new Ticket { Title = "New" })
            .Update(ticket.Id, static t => t with { Assignee = "bob", Priority = TicketPriority.Low })
            .Update(ticket.Id, static t => t with { Priority = TicketPriority.High })
            .Delete(TicketId.Parse("ABSENT-1"))
            .Custom("mail", _ =>
            {
                ran = true;
                return ValueTask.CompletedTask;
            })
            .DryRun();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch);

        Assert.Equal((BatchOutcome.Planned, true, false, false), (result.Outcome, result.IsDryRun, result.Success, ran));
        Assert.Equal(
            [
                BatchItemStatus.Planned, BatchItemStatus.Planned, BatchItemStatus.Planned, BatchItemStatus.Planned, BatchItemStatus.Failed,
                BatchItemStatus.Planned,
            ],
            result.Items.Select(static item => item.Status));
        Assert.Equal(["FIXED-1", null, "LOGIN-1", "LOGIN-1", null, null], result.Items.Select(static item => item.Key?.Id));
        Assert.Equal(["priority", "assignee"], result.Items[2].Fields);
        Assert.Empty(result.Created);
        Assert.Equal(1, await temporary.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task ExecuteAsync_Progress_IsToldByPhase()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var reports = new List<BatchProgress>();
        var batch = new TicketBatch(Enumerable.Range(0, 250).Select(static i => BatchOperation.Create(new Ticket { Title = "Login" })));

        await BatchExecutor.Create(temporary.Store).ExecuteAsync(batch, new Listener(reports.Add));

        Assert.Equal(
            [(100, BatchPhase.Planning), (200, BatchPhase.Planning), (250, BatchPhase.Planning), (
                0, BatchPhase.Committing), (250, BatchPhase.Finished)],
            reports.Select(static report => (report.Done, report.Phase)));
        Assert.All(reports, static report => Assert.Equal(250, report.Total));
    }

    [Fact]
    public async Task ExecuteAsync_ProgressThatThrows_DoesNotDecideOverTheBatch()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await BatchExecutor.Create(temporary.Store).ExecuteAsync(
            new TicketBatch().Create(new Ticket { Title = "Login" }),
            new Listener(static _ => throw new InvalidOperationException("Injected.")));

        Assert.True(result.Success);
    }

    [Fact]
    public async Task ExecuteAsync_Duration_IsMeasuredByTheClock()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var time = FakeTime.AtNoon();
        var batch = new TicketBatch().Custom("wait", _ =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return ValueTask.CompletedTask;
        });

        var result = await BatchExecutor.Create(temporary.Store, timeProvider: time).ExecuteAsync(batch);

        Assert.Equal(TimeSpan.FromSeconds(3), result.Duration);
    }

    private sealed class Listener(Action<BatchProgress> action) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => action(value);
    }
}
