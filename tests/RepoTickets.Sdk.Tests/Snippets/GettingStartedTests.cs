using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RepoTickets.Batch;
using RepoTickets.LogTriage;
using RepoTickets.Sdk.Tests.Composition;
using RepoTickets.Workflows;

namespace RepoTickets.Sdk.Tests.Snippets;

public sealed class GettingStartedTests
{
    [Fact]
    public void Page_EveryLineOfCode_StandsInTheCompiledFile()
    {
        var folder = FolderOf();
        var compiled = File.ReadAllLines(Path.Join(folder, "GettingStarted.cs")).Select(static line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var isCode = false;
        var checkedLines = 0;
        foreach (var line in File.ReadAllLines(Path.Join(folder, "../../../docs/getting-started.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = line == "```csharp";
                continue;
            }

            if (isCode && line.Trim().Length > 0)
            {
                Assert.Contains(line.Trim(), compiled);
                checkedLines++;
            }
        }

        Assert.True(checkedLines > 25, $"Only {checkedLines} lines of code were found.");
    }

    [Fact]
    public async Task Page_RunFromTopToBottom_DoesWhatItSays()
    {
        using TemporaryRepository repository = new();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        GettingStarted.Compose(builder);
        builder.Services.AddRepoTickets(tickets => tickets
            .AddStorage(repository.Folder).AddLogTriage(options => (options.Mode, options.RepositoryPath) = (TriageMode.Real, repository.Folder)));
        using var host = builder.Build();
        await host.StartAsync();
        var services = host.Services;
        var (ticket, urgent, batch, triaged) = await GettingStarted.UseAsync(
            services.GetRequiredService<ITicketStore>(),
            services.GetRequiredService<IClaims>(),
            services.GetRequiredService<IBatchExecutor>(),
            services.GetRequiredService<ILogProcessor>());
        Assert.Equal((TicketStatus.Closed, "alice", 1), (ticket.Status, ticket.Assignee, urgent));
        Assert.Contains("release-1.4", ticket.Labels);
        Assert.True(batch.Success);
        Assert.NotNull(triaged.Error);
        await host.StopAsync();
    }

    private static string FolderOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
