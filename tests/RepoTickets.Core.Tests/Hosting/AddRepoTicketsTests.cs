using Microsoft.Extensions.DependencyInjection;

namespace RepoTickets.Core.Tests.Hosting;

public sealed class AddRepoTicketsTests
{
    [Fact]
    public void AddRepoTickets_Twice_IsTheSameAsOnce()
    {
        var services = new ServiceCollection();
        IRepoTicketsBuilder? builder = null;
        services.AddRepoTickets(tickets => builder = tickets);
        var count = services.Count;
        services.AddRepoTickets(static _ => { });
        Assert.Equal(count, services.Count);
        Assert.Equal("", builder!.Name);
        Assert.Same(services, builder.Services);
        using var provider = services.BuildServiceProvider();
        Assert.Same(TimeProvider.System, provider.GetRequiredService<TimeProvider>());
        Assert.IsType<IdentifierGenerator>(provider.GetRequiredService<IIdentifierGenerator>());
    }

    [Fact]
    public void AddRepoTickets_HostHasItsOwn_KeepsThem()
    {
        var time = FakeTime.AtNoon();
        using var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddRepoTickets(static _ => { })
            .BuildServiceProvider();
        Assert.Same(time, provider.GetRequiredService<TimeProvider>());
    }
}
