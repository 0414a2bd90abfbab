using ModelContextProtocol;
using RepoTickets.Mcp.Resources;

namespace RepoTickets.Mcp.Tests.Resources;

public sealed class ResourceSubscribersTests
{
    private readonly ResourceSubscribers _subscribers = new();

    [Fact]
    public void TryAdd_BeyondTheBound_IsNotTaken()
    {
        for (var number = 1; number <= ResourceSubscribers.MaximumCount; number++)
        {
            Assert.True(_subscribers.TryAdd("1", $"ticket://T-{number}", Nobody));
        }

        Assert.True(_subscribers.TryAdd("1", "ticket://T-1", Nobody));
        Assert.False(_subscribers.TryAdd("2", "ticket://T-1", Nobody));
        Assert.Throws<McpProtocolException>(() => _subscribers.Add("2", "ticket://T-1", Nobody));
        _subscribers.Remove("1", "ticket://T-7");
        Assert.True(_subscribers.TryAdd("2", "ticket://T-1", Nobody));
    }

    [Fact]
    public void BeginListening_BeyondTheBound_IsRefusedUntilOneEnds()
    {
        var open = Enumerable.Range(0, ResourceSubscribers.MaximumListeners).Select(_ => _subscribers.BeginListening()).ToList();
        Assert.Throws<McpProtocolException>(_subscribers.BeginListening);
        open[0].Dispose();
        _subscribers.BeginListening().Dispose();
    }

    private static Task Nobody(string uri, CancellationToken cancellationToken) => Task.CompletedTask;
}
