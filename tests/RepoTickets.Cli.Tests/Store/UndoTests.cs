using RepoTickets.Cli.Tests.Support;
using RepoTickets.Storage;

namespace RepoTickets.Cli.Tests.Store;

/// <summary>What <c>undo</c> gives back of files that people have written in.</summary>
public sealed class UndoTests
{
    private const string ByHand = """
        # Filed after the release.
        id:    HAND-1
        title: "Broken   login"   # asked twice
        future_key: {keep: [me, 'as'], i: am}
        status: open
        labels:
              - bug        # the first
              - 'no'
        created_at: '2025-03-01T10:00:00.000001'
        updated_at: '2025-03-02T10:00:00.500000'

        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Undo_OfADeletion_GivesTheFileBackByteForByte(string lineEnd)
    {
        using var repository = await WithHandWrittenAsync(ByHand.ReplaceLineEndings(lineEnd));
        var before = await File.ReadAllBytesAsync(PathOf(repository));
        await repository.RunAsync("delete", "HAND-1", "--yes").Succeeds();
        Assert.False(File.Exists(PathOf(repository)));
        var undone = await repository.RunAsync("undo", "--format", "json").Succeeds();
        Assert.Equal(0, undone.Json.GetProperty("written_anew").GetArrayLength());
        Assert.Equal(before, await File.ReadAllBytesAsync(PathOf(repository)));

        // Undoing an undo does again what was done, and that can be undone as well.
        await repository.RunAsync("undo").Succeeds();
        Assert.False(File.Exists(PathOf(repository)));
        await repository.RunAsync("undo").Succeeds();
        Assert.Equal(before, await File.ReadAllBytesAsync(PathOf(repository)));
        Assert.Equal(0, (await repository.RunAsync("verify", "--format", "json").Succeeds()).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Undo_OfABatchOfDeletions_GivesEveryFileBack()
    {
        using var repository = await WithHandWrittenAsync(ByHand);
        await repository.RunAsync("create", "Beside").Succeeds();
        await File.AppendAllTextAsync(Path.Join(repository.Tickets, "open", "BESIDE-1.yaml"), "# mine\nown_key: 1\n");
        var before = Directory.GetFiles(Path.Join(repository.Tickets, "open")).ToDictionary(static path => path, File.ReadAllText);
        await repository.RunAsync("batch", "delete", "*-1", "--yes").Succeeds();
        Assert.Empty(Directory.GetFiles(Path.Join(repository.Tickets, "open")));
        await repository.RunAsync("undo").Succeeds();
        Assert.Equal(before, Directory.GetFiles(Path.Join(repository.Tickets, "open")).ToDictionary(static path => path, File.ReadAllText));
    }

    [Theory]
    [InlineData("update", "HAND-1", "-l", "other", "-t", "Another")]
    [InlineData("close", "HAND-1")]
    public async Task Undo_OfAnUpdate_GivesTheFileBackByteForByte(params string[] command)
    {
        using var repository = await WithHandWrittenAsync(ByHand);
        await repository.RunAsync(command).Succeeds();
        await repository.RunAsync("undo").Succeeds();
        Assert.Equal(ByHand, await File.ReadAllTextAsync(PathOf(repository)));
        Assert.Empty(Directory.GetFiles(Path.Join(repository.Tickets, "closed")));
    }

    [Fact]
    public async Task Undo_OfAFileThatSomebodyRemovedAndNobodyKept_WritesItAnewAndSaysSo()
    {
        using var repository = await WithHandWrittenAsync(ByHand);

        // The journal has nothing of what was there before it began.
        Directory.Delete(Path.Join(repository.Tickets, ".sdk"), recursive: true);
        var opened = await TicketStore.OpenAsync(
            new StorageOptions { RepositoryPath = repository.Folder, WatchFiles = false, SettleTime = TimeSpan.Zero });
        await using (opened)
        {
            // The store has it in memory, not the bytes of its file.
            Assert.NotNull(await opened.GetAsync(TicketId.Parse("HAND-1")));
            File.Delete(PathOf(repository));
            await opened.RefreshAsync();
        }

        var undone = await repository.RunAsync("undo", "--yes", "--format", "json").Succeeds();
        Assert.Equal("HAND-1", Assert.Single(undone.Json.GetProperty("written_anew").EnumerateArray()).GetString());
        Assert.Contains("written anew", undone.Error, StringComparison.Ordinal);
        Assert.Contains("Broken   login", (await repository.RunAsync("show", "HAND-1").Succeeds()).Output, StringComparison.Ordinal);
    }

    private static async Task<TestRepository> WithHandWrittenAsync(string text)
    {
        var repository = await TestRepository.WithStoreAsync();
        await File.WriteAllTextAsync(PathOf(repository), text);
        return repository;
    }

    private static string PathOf(TestRepository repository) => Path.Join(repository.Tickets, "open", "HAND-1.yaml");
}
