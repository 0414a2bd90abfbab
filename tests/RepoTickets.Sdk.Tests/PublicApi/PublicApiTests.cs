using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Sdk.Tests.PublicApi;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfTheSdk_IsTheApprovedOne() =>
        Assert.Null(PublicApiSnapshot.Compare(typeof(SdkServiceCollectionExtensions).Assembly, "RepoTickets.Sdk.txt"));
}
