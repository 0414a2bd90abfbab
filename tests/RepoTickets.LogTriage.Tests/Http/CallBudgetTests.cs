using RepoTickets.LogTriage.Http;

namespace RepoTickets.LogTriage.Tests.Http;

public sealed class CallBudgetTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task Enter_AnyNumberOfCalls_NeverMoreThanAllowedInAnyWindow(int calls)
    {
        var time = new JumpingTime(Timeout.InfiniteTimeSpan);
        var budget = new CallBudget(calls, Window, time);
        var random = new Random(calls);
        var begun = new List<long>();
        for (var i = 0; i < calls * 30; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(700) : 0));
            await budget.EnterAsync(default);
            begun.Add(time.GetTimestamp());
        }

        for (var i = calls; i < begun.Count; i++)
        {
            Assert.True(
                begun[i] - begun[i - calls] >= Window.Ticks, $"calls {i - calls} and {i} lie {begun[i] - begun[i - calls]} ticks apart");
        }
    }

    [Fact]
    public async Task Enter_WithinTheBudget_DoesNotWait()
    {
        var time = new JumpingTime(Timeout.InfiniteTimeSpan);
        var budget = new CallBudget(10, Window, time);
        for (var i = 0; i < 10; i++)
        {
            await budget.EnterAsync(default);
        }

        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Enter_FromManyThreads_LetsNoMoreThrough()
    {
        var budget = new CallBudget(5, TimeSpan.FromHours(1), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => Task.Run(() => budget.EnterAsync(stop.Token).AsTask())).ToList();
        for (var done = 0; done < 5; done++)
        {
            waiting.Remove(await Task.WhenAny(waiting));
        }

        await stop.CancelAsync();
        await Task.WhenAll(waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing |
            ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.All(waiting, static task => Assert.True(task.IsCanceled));
    }

    [Fact]
    public async Task BeQuiet_ShorterThanBefore_KeepsTheLonger()
    {
        var time = new JumpingTime(Timeout.InfiniteTimeSpan);
        var budget = new CallBudget(10, Window, time);
        budget.BeQuiet(TimeSpan.FromSeconds(20));
        budget.BeQuiet(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(20), budget.QuietLeft());
        await budget.EnterAsync(default);
        Assert.Equal([TimeSpan.FromSeconds(20)], time.Waits);
        Assert.Equal(TimeSpan.Zero, budget.QuietLeft());
    }
}
