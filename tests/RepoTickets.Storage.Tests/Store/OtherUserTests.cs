namespace RepoTickets.Storage.Tests.Store;

/// <summary>Real owners and modes of files and folders, met by a user who is not their owner.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class OtherUserTests
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybodys = Owners | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [OtherUserFact]
    public async Task Open_FilesOfAnotherUser_ReadsWhatTheModesAllowAndWritesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var fine = await temporary.Store.CreateAsync("Fine");
        var secret = await temporary.Store.CreateAsync("Secret");
        await temporary.CloseAsync();
        File.Delete(temporary.PathOf(".sdk/index"));
        ShowToEverybody(temporary);
        File.SetUnixFileMode(temporary.PathOf("open/SECRET-1.yaml"), Owners);
        var before = temporary.Snapshot();

        await using var store = await temporary.OpenAnotherAsync(wrap: static inner => new OtherUser(inner));
        Assert.Equal(fine, await store.GetAsync(fine.Id));
        Assert.Equal([fine.Id], (await store.QueryAsync(new TicketQuery())).Tickets.Select(static ticket => ticket.Id));
        Assert.Equal([("open/SECRET-1.yaml", FaultReason.Unreadable)], (await store.GetFaultsAsync()).Select(static fault => (fault.Path, fault.Reason)));
        await Assert.ThrowsAsync<DocumentFaultException>(async () => await store.GetAsync(secret.Id));
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await store.CreateAsync("No"));
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await store.UpdateAsync(fine.Id, static ticket => ticket with { Assignee = "x" }));
        Assert.Equal(before, temporary.Snapshot());
    }

    [OtherUserFact]
    public async Task Commit_FolderMayNotBeWritten_SaysWhyAndChangesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var fine = await temporary.Store.CreateAsync("Fine");
        await temporary.CloseAsync();
        ShowToEverybody(temporary);
        foreach (var path in Directory.EnumerateFileSystemEntries(temporary.PathOf(".sdk"), "*", SearchOption.AllDirectories).Append(temporary.PathOf(".sdk")))
        {
            // The journal is theirs to write, the folder of open tickets is not.
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);
        }

        await using var store = await temporary.OpenAnotherAsync(wrap: static inner => new OtherUser(inner));
        var before = temporary.Snapshot();
        var refused = await Assert.ThrowsAnyAsync<RepoTicketsException>(async () => await store.UpdateAsync(fine.Id, static ticket => ticket with { Assignee = "x" }));
        Assert.True(refused is StoreIoException or StoreReadOnlyException, refused.ToString());
        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(fine, await store.GetAsync(fine.Id));
        Assert.DoesNotContain(Directory.EnumerateFiles(temporary.Root, ".~*", SearchOption.AllDirectories), static _ => true);
    }

    private static void ShowToEverybody(TemporaryStore temporary)
    {
        var above = Path.GetDirectoryName(temporary.RepositoryPath)!;
        File.SetUnixFileMode(above, Everybodys | Enter);
        foreach (var path in Directory.EnumerateFileSystemEntries(temporary.RepositoryPath, "*", SearchOption.AllDirectories).Append(temporary.RepositoryPath))
        {
            File.SetUnixFileMode(path, Directory.Exists(path) ? Everybodys | Enter : Everybodys);
        }
    }
}
