using System.Diagnostics;
using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests;

public class HeldLockTests
{
    [Fact]
    public async Task Reads_WhileAnotherProcessHoldsTheWriterLock_AnswerAtOnce()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync(static options => options.CacheEnabled = false);
        var ticket = await store.CreateAsync("Read me");
        await using var holder = await HoldAsync(folder);

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(await store.GetAsync(ticket.Id));
            Assert.Single((await store.QueryAsync("read")).Tickets);
            Assert.Equal(1, (await store.GetStatisticsAsync()).Total);
        }

        Assert.Equal(1, await store.Feed.GetPositionAsync());
        Assert.Single(await store.Feed.ReadAsync(0));
        Assert.Single((await store.ListAsync<Ticket>()).Documents);

        // A reader that waited for the lock would wait for its whole time-out of 10 s.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"300 reads took {clock.Elapsed}.");
    }

    [Fact]
    public async Task OpenAsync_ForReadingWhileAnotherProcessHoldsTheWriterLock_DoesNotWait()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();
        var ticket = await store.CreateAsync("Read me");
        await using var holder = await HoldAsync(folder);

        await using var reader = await folder.OpenAsync(static options => options.ReadOnly = true);

        Assert.Equal(ticket, await reader.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task CommitAsync_WhileAnotherProcessHoldsTheWriterLock_SaysWhoAfterTheTimeOut()
    {
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync(static options => options.LockTimeout = TimeSpan.FromMilliseconds(50));
        var ticket = await store.CreateAsync("Write me");
        await using (var holder = await HoldAsync(folder))
        {
            var busy = await Assert.ThrowsAsync<StoreBusyException>(async () => await store.CreateAsync("Too late"));

            Assert.Contains($"process {holder.Id}", busy.Holder, StringComparison.Ordinal);
            Assert.True(busy.Waited >= TimeSpan.FromMilliseconds(50), $"Waited {busy.Waited}.");
            Assert.Equal(ticket, await store.GetAsync(ticket.Id));
            holder.Kill();
            await holder.ReadToEndAsync();
        }

        // The kernel gave the lock back when its holder died: nobody has to guess about stale locks.
        await store.CreateAsync("In time");
        await StoreChecks.AssertCleanAsync(store, folder);
    }

    private static async Task<WorkerProcess> HoldAsync(TestFolder folder)
    {
        var holder = StoreWorker.Start("hold", folder.Path);
        await holder.WaitForAsync("READY");
        holder.Send("GO");
        await holder.WaitForAsync("HELD");
        return holder;
    }
}
