namespace RepoTickets.LogTriage.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfLogTriage_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(ILogSource).Assembly, "RepoTickets.LogTriage.txt"));
}
