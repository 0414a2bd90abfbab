namespace RepoTickets.Workflows.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfWorkflows_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(AgentServices).Assembly, "RepoTickets.Workflows.txt"));
}
