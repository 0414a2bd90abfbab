using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Store;

/// <summary>What the commands say of statuses and priorities that a repository has added.</summary>
public sealed class OwnStatusTests
{
    [Fact]
    public async Task Counts_WithAStatusOfTheRepository_NameBothSensesOfOpen()
    {
        using var repository = await RepositoryAsync();
        Assert.Contains("2 tickets (2 not ended)", (await repository.RunAsync("list", "--all").Succeeds()).Output, StringComparison.Ordinal);
        var stats = (await repository.RunAsync("stats").Succeeds()).Output;
        Assert.Contains("Total: 2 (2 not ended)", stats, StringComparison.Ordinal);
        Assert.Contains("By status:\n  open: 1\n", stats, StringComparison.Ordinal);
        Assert.Equal(2, (await repository.RunAsync("stats", "--format", "json").Succeeds()).Json.GetProperty("not_ended").GetInt32());
        Assert.Contains("2 not ended; by status 1 open, ", (await repository.RunAsync("status").Succeeds()).Output, StringComparison.Ordinal);
        var metrics = (await repository.RunAsync("metrics").Succeeds()).Output;
        Assert.Contains("Tickets: 2 (2 not ended)\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("open", metrics, StringComparison.OrdinalIgnoreCase);
        var json = (await repository.RunAsync("status", "--format", "json").Succeeds()).Json;
        Assert.Equal((1, 2), (json.GetProperty("open_tickets").GetInt32(), json.GetProperty("not_ended").GetInt32()));
    }

    [Fact]
    public async Task Config_WithWordsOfTheRepository_SaysWhatTheyDoNotDo()
    {
        using var repository = await RepositoryAsync();
        var shown = await repository.RunAsync("config").Succeeds();
        Assert.Contains("is done counts as open", shown.Error, StringComparison.Ordinal);
        Assert.Contains("Python package cannot load tickets that are done, blocker", shown.Error, StringComparison.Ordinal);
        var found = (await repository.RunAsync("verify").Succeeds()).Output;
        Assert.Contains("status-is-open", found, StringComparison.Ordinal);
        Assert.Contains("unknown-to-python", found, StringComparison.Ordinal);
    }

    private static async Task<TestRepository> RepositoryAsync()
    {
        var repository = await TestRepository.WithStoreAsync();
        repository.Write(
            ".tickets/config.yaml",
            "statuses: [open, in-progress, blocked, closed, cancelled, done]\npriorities: [blocker, critical, high, medium, low]\n");
        await repository.RunAsync("create", "Login").Succeeds();
        await repository.RunAsync("create", "Search").Succeeds();
        await repository.RunAsync("update", "SEARCH-1", "--status", "done").Succeeds();
        return repository;
    }
}
