namespace RepoTickets.Events.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfEvents_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(IEventBus).Assembly, "RepoTickets.Events.txt"));
}
