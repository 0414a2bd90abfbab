using RepoTickets.Samples.LogTriage;
using RepoTickets.Sdk.Tests.Composition;

namespace RepoTickets.Sdk.Tests.Samples;

public sealed class LogTriageSampleTests
{
    private const string Log = "2026-03-04T08:00:00Z ERROR [main] shop.Orders - Order 17 was rejected: card declined\n";

    [Fact]
    public void Choose_CurrentFolderInsideARepository_IsThatRepositoryAndSaysSo()
    {
        using TemporaryRepository outer = new();
        var inner = Inside(outer);
        var chosen = Repository.Choose(new() { File = "app.log", CurrentFolder = inner });
        Assert.Equal((outer.Folder, false), (chosen.Folder, chosen.IsOwn));
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
        using TemporaryRepository outer = new();
        var inner = Inside(outer);
        var file = Path.Join(inner, "app.log");
        await File.WriteAllTextAsync(file, Log);
        Assert.Equal(1, await Triage.RunAsync(new() { File = file, CurrentFolder = inner, Real = true }, CancellationToken.None));
        Assert.False(Directory.Exists(Path.Join(outer.Folder, ".tickets")));
        Assert.Equal([file], Directory.GetFileSystemEntries(inner));
    }

    [Fact]
    public async Task Run_RepositoryNamedByAFolderInIt_KeepsTicketsAndStateAtItsRoot()
    {
        using TemporaryRepository outer = new();
        var inner = Inside(outer);
        var file = Path.Join(outer.Folder, "app.log");
        await File.WriteAllTextAsync(file, Log);
        RepoTickets.Storage.TicketStore.Initialize(outer.Folder);
        Assert.Equal(0, await Triage.RunAsync(new() { File = file, Repository = inner, Real = true }, CancellationToken.None));
        Assert.Single(Directory.GetFiles(Path.Join(outer.Folder, ".tickets", "open"), "*.yaml"));
        Assert.Empty(Directory.GetFileSystemEntries(inner));
    }

    private static string Inside(TemporaryRepository repository)
    {
        Directory.CreateDirectory(Path.Join(repository.Folder, ".git"));
        return Directory.CreateDirectory(Path.Join(repository.Folder, "src")).FullName;
    }
}
