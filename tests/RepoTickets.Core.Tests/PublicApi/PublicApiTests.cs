namespace RepoTickets.Core.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfCore_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(Ticket).Assembly, "RepoTickets.Core.txt"));
}
