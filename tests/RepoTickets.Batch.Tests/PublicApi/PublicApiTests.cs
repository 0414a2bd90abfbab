namespace RepoTickets.Batch.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfBatch_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(TicketBatch).Assembly, "RepoTickets.Batch.txt"));
}
