using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

[Collection("alone")]
public sealed class SlidingLogLimiterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AcquireAsync_RandomCalls_NeverMoreThanTheLimitInAnyWindow(int seed)
    {
        var time = new PumpedTime();
        var random = new Random(seed);
        var limit = new RateLimit(random.Next(1, 12), TimeSpan.FromMilliseconds(random.Next(50, 2_000)));
        using var limiter = new SlidingLogLimiter(limit, time);
        var granted = new List<DateTimeOffset>();

        await time.RunAsync(Task.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async worker =>
            {
                for (var call = 0; call < 10; call++)
                {
                    using var lease = await limiter.AcquireAsync();
                    lock (granted)
                    {
                        granted.Add(time.GetUtcNow());
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds((worker * 7) + call), time);
                }
            }));
            return true;
        }));

        granted.Sort();
        Assert.Equal(200, granted.Count);
        for (var n = limit.Calls; n < granted.Count; n++)
        {
            Assert.True(
                granted[n] - granted[n - limit.Calls] > limit.Window,
                $"seed {seed}: calls {n - limit.Calls} to {n} are within {granted[n] - granted[n - limit.Calls]}");
        }
    }

    [Fact]
    public async Task AcquireAsync_Cancelled_LeavesItsTurnToOthers()
    {
        var time = new PumpedTime();
        using var limiter = new SlidingLogLimiter(new RateLimit(1, TimeSpan.FromSeconds(1)), time);
        using var first = await limiter.AcquireAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = limiter.AcquireAsync(1, cancel.Token);
        var next = limiter.AcquireAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        using var lease = await time.RunAsync(next.AsTask());
        Assert.True(lease.IsAcquired);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ReserveAsync_CallsThatBeginLaterOrNever_NeverMoreThanTheLimitInAnyWindow(int seed)
    {
        var time = new PumpedTime();
        var random = new Random(seed);
        var limit = new RateLimit(random.Next(1, 6), TimeSpan.FromMilliseconds(random.Next(50, 2_000)));
        using var limiter = new SlidingLogLimiter(limit, time);
        var begun = new List<DateTimeOffset>();

        await time.RunAsync(Task.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(async worker =>
            {
                for (var call = 0; call < 10; call++)
                {
                    using var permit = await limiter.ReserveAsync(CancellationToken.None);
                    await Task.Delay(TimeSpan.FromMilliseconds(worker * 97), time);
                    if ((worker + call) % 3 > 0)
                    {
                        lock (begun)
                        {
                            permit.Use();
                            begun.Add(time.GetUtcNow());
                        }
                    }
                }
            }));
            return true;
        }));

        begun.Sort();
        for (var n = limit.Calls; n < begun.Count; n++)
        {
            Assert.True(
                begun[n] - begun[n - limit.Calls] >= limit.Window,
                $"seed {seed}: calls {n - limit.Calls} to {n} are within {begun[n] - begun[n - limit.Calls]}");
        }

        Assert.Equal(
            limit.Calls, limiter.GetStatistics()!.CurrentAvailablePermits + begun.Count(at => time.GetUtcNow() - at <= limit.Window));
    }

    [Fact]
    public async Task ProcessAsync_WaitForALimitIsLongerThanTheTimeout_IsNoPartOfTheAttempt()
    {
        var bench = new Bench();
        bench.Options.Workers = 20;
        bench.Options.AttemptTimeout = TimeSpan.FromSeconds(30);
        bench.Options.SinkLimit = new RateLimit(1, TimeSpan.FromSeconds(60));
        bench.Options.AnalysisLimit = new RateLimit(1, TimeSpan.FromSeconds(45));

        var result = await bench.RunAsync(Bench.Distinct(8));

        Assert.Equal((8, 0), (result.Statistics.Created, result.Statistics.Failed));
        Assert.All(result.Outcomes, static outcome => Assert.Equal(1, outcome.Attempts));
    }

    [Fact]
    public async Task ProcessAsync_WaitForALimitAndThenACallThatHangs_TheTimeoutStillEndsIt()
    {
        var bench = new Bench();
        bench.Options.AttemptTimeout = TimeSpan.FromSeconds(30);
        bench.Options.MaximumAttempts = 1;
        bench.Options.SinkLimit = new RateLimit(1, TimeSpan.FromSeconds(60));
        var calls = 0;
        bench.Sink.BeforeFind = async (_, token) =>
        {
            if (Interlocked.Increment(ref calls) > 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, token);
            }
        };

        var result = await bench.RunAsync(Bench.Distinct(2));

        Assert.Equal((1, 1), (result.Statistics.Created, result.Statistics.Deferred));
    }

    [Fact]
    public async Task ProcessAsync_TheClaimFindsATicket_NobodyWaitsForLeaveToFileOne()
    {
        var bench = new Bench();
        bench.Target.Lag = TimeSpan.FromDays(1);
        bench.Options.Duplicates.Strategies = ["run"];
        bench.Options.SinkLimit = new RateLimit(1, TimeSpan.FromHours(1));
        using var processor = bench.Make();
        await bench.Time.RunAsync(processor.ProcessAsync(Bench.Give(Bench.Distinct(1))).AsTask());
        var start = bench.Time.GetUtcNow();

        var result = await bench.Time.RunAsync(processor.ProcessAsync(Bench.Give(Bench.Distinct(1))).AsTask());

        Assert.Equal((1, 1), (bench.Target.Tickets.Count, result.Statistics.Duplicates));
        Assert.Equal(start, bench.Time.GetUtcNow());
    }

    [Fact]
    public async Task ProcessAsync_SinkLimit_CountsCallsAndNotLogs()
    {
        var bench = new Bench();
        bench.Options.Workers = 20;
        bench.Options.SinkLimit = RateLimit.PerSecond(10);
        var calls = new List<DateTimeOffset>();
        ValueTask Count()
        {
            lock (calls)
            {
                calls.Add(bench.Time.GetUtcNow());
            }

            return default;
        }

        bench.Sink.BeforeCreate = (_, _) => Count();
        bench.Sink.BeforeFind = (_, _) => Count();

        await bench.RunAsync([.. Bench.Distinct(30), .. Bench.Distinct(30), .. Bench.Distinct(30)]);

        calls.Sort();
        Assert.Equal(60, calls.Count);
        Assert.All(Enumerable.Range(10, 50), n => Assert.True(calls[n] - calls[n - 10] > TimeSpan.FromSeconds(1)));
    }
}
