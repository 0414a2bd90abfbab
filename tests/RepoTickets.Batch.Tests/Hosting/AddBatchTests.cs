using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RepoTickets.Batch.Tests.Hosting;

public sealed class AddBatchTests
{
    [Fact]
    public async Task AddBatch_WithAStore_GivesExecutorAndFiles()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-batch-").FullName;
        await using (var services = new ServiceCollection()
            .AddRepoTickets(tickets => tickets.AddStorage(options =>
            {
                options.RepositoryPath = folder;
                options.CreateIfMissing = true;
            }).AddBatch().AddBatch(static options => options.Mode = BatchMode.BestEffort))
            .BuildServiceProvider())
        {
            var result = await services.GetRequiredService<IBatchExecutor>().ExecuteAsync(
                new TicketBatch().Create(new Ticket { Title = "A" }));

            Assert.True(result.Success);
            Assert.Equal("batch.part", (await services.GetRequiredService<ITicketStore>().Feed.ReadAsync(0))[0].Source);
            Assert.NotNull(services.GetRequiredService<ITicketFiles>());
            Assert.Single(services.GetServices<IBatchExecutor>());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void AddBatch_OptionsOutOfRange_AreAllReported()
    {
        using var services = new ServiceCollection().AddRepoTickets(static tickets => tickets.AddBatch(static options =>
        {
            options.ChunkSize = 0;
            options.MaximumAttempts = 101;
            options.Mode = (BatchMode)9;
        })).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<BatchOptions>>().Value);

        Assert.Equal(3, exception.Failures.Count());
    }
}
