using RepoTickets.Samples.LogTriage;

namespace RepoTickets.Sdk.Tests.Samples;

public sealed class LogTriageSampleTests
{
    private const string Log = "2026-03-04T08:00:00Z ERROR [main] shop.Orders - Order 17 was rejected: card declined\n";

    [Fact]
    public void Choose_CurrentFolderInsideARepository_IsThatRepositoryAndSaysSo()
    {
        using TemporaryFolder outer = new();
        var inner = Inside(outer);
        var chosen = Repository.Choose(new() { File = "app.log", CurrentFolder = inner });
        Assert.Equal((outer.Path, false), (chosen.Folder, chosen.IsOwn));
        Assert.Contains("--repo", chosen.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_LogOfItsOwnMaking_HasAFolderOfItsOwn()
    {
        var chosen = Repository.Choose(new());
        Assert.True(chosen.IsOwn);
        Assert.True(Directory.Exists(Path.Join(chosen.Folder, ".tickets")));
        Directory.Delete(chosen.Folder, recursive: true);
    }

    [Fact]
    public async Task Run_WithoutRepositoryInsideARepositoryWithoutAStore_WritesNothing()
    {
        using TemporaryFolder outer = new();
        var inner = Inside(outer);
        var file = Path.Join(inner, "app.log");
        await File.WriteAllTextAsync(file, Log);
        Assert.Equal(1, await Triage.RunAsync(new() { File = file, CurrentFolder = inner, Real = true }, CancellationToken.None));
        Assert.False(Directory.Exists(Path.Join(outer.Path, ".tickets")));
        Assert.Equal([file], Directory.GetFileSystemEntries(inner));
    }

    [Fact]
    public async Task Run_RepositoryNamedByAFolderInIt_KeepsTicketsAndStateAtItsRoot()
    {
        using TemporaryFolder outer = new();
        var inner = Inside(outer);
        var file = Path.Join(outer.Path, "app.log");
        await File.WriteAllTextAsync(file, Log);
        RepoTickets.Storage.TicketStore.Initialize(outer.Path);
        Assert.Equal(0, await Triage.RunAsync(new() { File = file, Repository = inner, Real = true }, CancellationToken.None));
        Assert.Single(Directory.GetFiles(Path.Join(outer.Path, ".tickets", "open"), "*.yaml"));
        Assert.Empty(Directory.GetFileSystemEntries(inner));
    }

    private static string Inside(TemporaryFolder repository)
    {
        Directory.CreateDirectory(Path.Join(repository.Path, ".git"));
        return Directory.CreateDirectory(Path.Join(repository.Path, "src")).FullName;
    }
}
