using RepoTickets.LogTriage.Intents;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

/// <summary>The system may have no thread left for what waits for the device.</summary>
public sealed class BlockingCallTests
{
    [Fact]
    public async Task RunAsync_NoThreadCanBeMade_SaysSoAndDoesNothing()
    {
        var isDone = false;
        var exception = await Assert.ThrowsAsync<TriageStateException>(() => BlockingCall.RunAsync(() => isDone = true, new FewThreads { Refusals = 1 }));

        Assert.IsType<InsufficientMemoryException>(exception.InnerException);
        Assert.Contains("No thread", exception.Message, StringComparison.Ordinal);
        Assert.False(isDone);
    }

    [Fact]
    public async Task FiledAsync_NoThreadCanBeMade_FailsAndTheNextIsWritten()
    {
        var bench = new Bench();
        var threads = new FewThreads();
        var settings = new TriageStateSettings(bench.Time, bench.Ids, bench.Logger) { Threads = threads };
        await using var state = await TriageState.OpenAsync(new(bench.Files, "/state", bench.Logger), settings, CancellationToken.None);
        threads.Refusals = 1;

        var exception = await Assert.ThrowsAsync<TriageStateException>(() => FileAsync("a").WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Contains("No thread", exception.Message, StringComparison.Ordinal);
        Assert.True(await FileAsync("b").WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal("FAKE-b", Assert.Single(state.ListFiled("fake")).Key);

        Task<bool> FileAsync(string letter) => state.FiledAsync(
            "fake", LogGroupId.Parse(new string(letter[0], 32)), $"FAKE-{letter}", "timeout", bench.Time.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>The first calls get no thread.</summary>
    private sealed class FewThreads : TaskScheduler
    {
        internal int Refusals { get; set; }

        protected override void QueueTask(Task task)
        {
            if (Refusals-- > 0)
            {
                throw new InsufficientMemoryException("Insufficient memory to create a thread.");
            }

            new Thread(() => TryExecuteTask(task)).Start();
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
