namespace RepoTickets.Storage.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfStorage_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(TicketStore).Assembly, "RepoTickets.Storage.txt"));
}
