using RepoTickets.Events.Feed;

namespace RepoTickets.Events.Tests.Feed;

public sealed class StoreEventSourceTests
{
    private readonly RecordingBus _bus = new();
    private readonly RecordingLogger _logger = new();

    [Fact]
    public async Task RunAsync_WhatTheStoreTold_IsPublishedInOrder()
    {
        var source = new StoreEventSource(_logger);
        source.OnCacheCleared(3);
        source.OnIndexRebuilt(7);
        var key = new DocumentKey(DocumentKind.Ticket, "A-1");
        source.OnFault(new("open/A-1.yaml", FaultReason.Syntax, "Broken.", 2, 5, key));
        using var stop = new CancellationTokenSource();
        var run = source.RunAsync(_bus, stop.Token);
        await _bus.WaitAsync(3);
        Assert.Equal(
            [new CacheCleared(3), new IndexRebuilt(7), new StoreFault("open/A-1.yaml", FaultReason.Syntax, "Broken.", 2, 5)],
            _bus.Events.Select(static made => made.Payload));
        Assert.Equal([null, null, key], _bus.Events.Select(static made => made.Subject));
        Assert.All(_bus.Events, static made => Assert.Equal("storage", made.Source));
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void OnCacheCleared_MoreThanTheQueueHolds_DropsCountsAndLogs()
    {
        var source = new StoreEventSource(_logger);
        for (var i = 0; i < StoreEventSource.Capacity + 5; i++)
        {
            source.OnCacheCleared(i);
        }

        Assert.Equal(5, source.Dropped);
        Assert.Equal(3, _logger.Count(2106));
    }

    [Fact]
    public async Task RunAsync_PublisherFails_GoesOnWithTheNext()
    {
        var source = new StoreEventSource(_logger);
        _bus.OnEvent = static made => _ = made.Payload is CacheCleared ? throw new InvalidOperationException("no") : 0;
        source.OnCacheCleared(3);
        source.OnIndexRebuilt(7);
        using var stop = new CancellationTokenSource();
        var run = source.RunAsync(_bus, stop.Token);
        await _bus.WaitAsync(1);
        Assert.Equal("system.index.rebuilt", _bus.Steps);
        Assert.Equal(1, _logger.Count(2105));
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task RunAsync_PublisherStalls_DoesNotHoldTheStoreUp()
    {
        var source = new StoreEventSource(_logger);
        using var release = new ManualResetEventSlim();
        _bus.OnEvent = _ => release.Wait(TimeSpan.FromSeconds(30));
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => source.RunAsync(_bus, stop.Token));
        for (var i = 0; i < StoreEventSource.Capacity * 2; i++)
        {
            source.OnCacheCleared(i);
        }

        Assert.InRange(source.Dropped, StoreEventSource.Capacity - 1, StoreEventSource.Capacity);
        release.Set();
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
