using RepoTickets.Events.Feed;

namespace RepoTickets.Events.Tests.Feed;

public sealed class StoreEventFeedTests
{
    private readonly ScriptedFeed _feed = new();
    private readonly RecordingBus _bus = new();
    private readonly RecordingLogger _logger = new();

    [Fact]
    public async Task RunAsync_CommitsAndObservations_BothArrive()
    {
        var observations = new StoreEventSource(_logger);
        var feed = new StoreEventFeed(new(_feed, new SeededIds(), TimeProvider.System, _logger), observations);
        using var stop = new CancellationTokenSource();
        Assert.Equal(0, await feed.OpenAsync(stop.Token));
        var run = feed.RunAsync(0, _bus, stop.Token);
        _feed.Add();
        observations.OnIndexRebuilt(3);
        await _bus.WaitAsync(4);
        Assert.Equal(
            [">1", "system.index.rebuilt", "ticket.closed", "ticket.updated"], _bus.Steps.Split(' ').Order(StringComparer.Ordinal));
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(run.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task RunAsync_StoreDisposed_EndsBoth()
    {
        _feed.Fail(new ObjectDisposedException("store"));
        var feed = new StoreEventFeed(new(_feed, new SeededIds(), TimeProvider.System, _logger), new(_logger));
        await feed.RunAsync(0, _bus, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, _logger.Count(2103));
    }
}
