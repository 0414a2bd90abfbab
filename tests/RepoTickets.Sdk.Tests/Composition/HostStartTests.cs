using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RepoTickets.Batch;

namespace RepoTickets.Sdk.Tests.Composition;

public sealed class HostStartTests
{
    public static TheoryData<string, Action<IRepoTicketsBuilder>> PackagesOnAStore() => new()
    {
        { "AddBatch", static t => t.AddBatch() },
        { "AddAgents", static t => t.AddAgents() },
        { "AddClaims", static t => t.AddClaims() },
    };

    [Theory]
    [MemberData(nameof(PackagesOnAStore))]
    public async Task Start_WithoutAStore_FailsAndNamesTheCallThatIsMissing(string caller, Action<IRepoTicketsBuilder> configure)
    {
        foreach (var name in new[] { null, "website" })
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            _ = name is null ? builder.Services.AddRepoTickets(configure) : builder.Services.AddRepoTickets(name, configure);
            using var host = builder.Build();
            var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
            Assert.Contains($"{caller} needs a store", exception.Message, StringComparison.Ordinal);
            Assert.Contains("AddStorage(path)", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Resolve_WithoutAStoreAndWithoutAHost_NamesTheCallThatIsMissing()
    {
        using var services = new ServiceCollection().AddRepoTickets(static t => t.AddBatch()).BuildServiceProvider();
        var exception = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IBatchExecutor>());
        Assert.Contains("AddStorage(path)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OptionsOutOfRange_FailsWithAllOfThem()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRepoTickets(
            static t => t.AddStorage(".").AddBatch(static options => (options.ChunkSize, options.MaximumAttempts) = (0, 101)));
        using var host = builder.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(2, exception.Failures.Count());
    }

    [Fact]
    public async Task Start_TheWholeSdk_WritesAndStops()
    {
        using TemporaryFolder repository = new();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRepoTicketsSdk(repository.Path, static t => t.AddStorage(static options => options.CreateIfMissing = true));
        builder.Services.AddRepoTicketsSdk(repository.Path);
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<ITicketStore>().CreateAsync("Login fails");
            Assert.Single(host.Services.GetServices<IBatchExecutor>());
            await host.StopAsync();
        }

        Assert.True(File.Exists(Path.Join(repository.Path, ".tickets", "open", "LOGIN-1.yaml")));
    }
}
