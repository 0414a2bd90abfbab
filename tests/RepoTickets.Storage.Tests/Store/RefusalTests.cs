using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>What the operating system refuses: files that may not be read, folders that may not be written, full disks.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Read_AFileThatMayNotBeRead_IsAFaultAndTheRestIsServed()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var fine = await temporary.Store.CreateAsync("Fine");
        var secret = await temporary.Store.CreateAsync("Secret");
        temporary.Write("epics/SECRET-1.yaml", "id: SECRET-1\ntitle: x\n");
        await temporary.CloseAsync();
        File.Delete(temporary.PathOf(".sdk/index"));
        await using var store = await temporary.OpenAnotherAsync(wrap: static inner => new RefusingFileSystem(inner)
        {
            Refuse = static (operation, path) =>
                operation == "read" && path.Contains("/SECRET-1.", StringComparison.Ordinal) ? FileSystemError.AccessDenied : null,
        });
        Assert.Equal(fine, await store.GetAsync(fine.Id));
        Assert.Single((await store.QueryAsync(new TicketQuery())).Tickets);
        Assert.Equal(
            [("open/SECRET-1.yaml", FaultReason.Unreadable), ("epics/SECRET-1.yaml", FaultReason.Unreadable)],
            (await store.GetFaultsAsync()).Select(static f => (f.Path, f.Reason)));
        await Assert.ThrowsAsync<DocumentFaultException>(async () => await store.GetAsync(secret.Id));
        await Assert.ThrowsAsync<DocumentFaultException>(
            async () => await store.CommitAsync(new ChangeSet(DocumentChange.Update(secret with { Assignee = "x" }))));
        Assert.Equal("SECRET-2", (await store.CreateAsync("secret")).Id.Value);
        Assert.Equal(2, (await ((IStoreMaintenance)store).VerifyAsync()).Findings.Count(static f => f.Code == "unreadable-file"));
    }

    [Theory]
    [InlineData("create", "open/", FileSystemError.NoSpace)]
    [InlineData("create", "open/", FileSystemError.AccessDenied)]
    [InlineData("create", "open/", FileSystemError.ReadOnly)]
    [InlineData("create", "open/", FileSystemError.TooManyOpenFiles)]
    [InlineData("lock", ".sdk/", FileSystemError.AccessDenied)]
    [InlineData("list", "epics", FileSystemError.InputOutput)]
    public async Task Write_Refused_SaysWhyAndChangesNothing(string operation, string where, object error)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var epic = await temporary.Store.CreateAsync(new Epic { Title = "Auth" });
        RefusingFileSystem? refusing = null;
        await using var store = await temporary.OpenAnotherAsync(wrap: inner => refusing = new RefusingFileSystem(inner));
        var before = temporary.Snapshot();
        refusing!.Refuse =
            (what, path) => what == operation && path.Contains(where, StringComparison.Ordinal) ? (FileSystemError)error : null;
        var exception = await Assert.ThrowsAnyAsync<RepoTicketsException>(async () =>
            await store.CommitAsync(
                operation == "list" ? new(DocumentChange.Delete(epic)) : new(DocumentChange.Update(ticket with { Assignee = "x" }))));
        var refused = Assert.IsType<StoreIoException>(exception);
        Assert.Contains(where.TrimEnd('/'), refused.Path, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", refused.Message + refused.Path, StringComparison.Ordinal);
        Assert.EndsWith(
            (FileSystemError)error switch
            {
                FileSystemError.NoSpace => "free space and try again.",
                FileSystemError.AccessDenied => "check the owner and the mode of the folder).",
                FileSystemError.ReadOnly => "mount it for writing.",
                FileSystemError.TooManyOpenFiles => "raise the limit or close some.",
                _ => "check its health before you go on.",
            },
            refused.Message,
            StringComparison.Ordinal);
        if (operation == "create")
        {
            Assert.Equal(temporary.PathOf("open/LOGIN-1.yaml"), refused.Path);
            Assert.Contains("/open/LOGIN-1.yaml: ", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(ticket, await store.GetAsync(ticket.Id));
        refusing.Refuse = static (_, _) => null;
        Assert.Equal("x", (await store.UpdateAsync(ticket.Id, static t => t with { Assignee = "x" })).Assignee);
        Assert.True((await ((IStoreMaintenance)store).VerifyAsync()).IsClean);
    }

    /// <summary>A security module may let a file be made without a name and not let it have one; a rename is another call.</summary>
    [Fact]
    public async Task Create_LinkIsRefused_TheFileGetsItsNameByARename()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        RefusingFileSystem? refusing = null;
        await using var store = await temporary.OpenAnotherAsync(wrap: inner => refusing = new RefusingFileSystem(inner));
        refusing!.Refuse = static (what, _) => what == "link" ? FileSystemError.AccessDenied : null;

        var ticket = await store.CreateAsync("Login");

        Assert.Equal(ticket, await store.GetAsync(ticket.Id));
        Assert.Contains("title: Login", temporary.Read("open/LOGIN-1.yaml"), StringComparison.Ordinal);
        Assert.Equal(["LOGIN-1.yaml"], Directory.GetFiles(temporary.PathOf("open")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Write_DurableButNotInPlace_IsToldToThoseWhoWroteAndToNobodyElse()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var first = await temporary.Store.CreateAsync("First");
        var second = await temporary.Store.CreateAsync("Second");
        using var goOn = new ManualResetEventSlim();
        using var isCommitting = new ManualResetEventSlim();
        RefusingFileSystem? refusing = null;
        await using var store = await temporary.OpenAnotherAsync(wrap: inner => refusing = new RefusingFileSystem(inner));

        // While the first commit stands still the others gather behind it and become one group.
        refusing!.Refuse = (what, path) =>
        {
            if (what == "create" && path.Contains("/open/", StringComparison.Ordinal))
            {
                isCommitting.Set();
                goOn.Wait();
            }

            return what == "rename" && path.EndsWith("/SECOND-1.yaml", StringComparison.Ordinal) ? FileSystemError.InputOutput : null;
        };
        var ahead = store.CommitAsync(new(DocumentChange.Update(first with { Assignee = "x" }))).AsTask();
        isCommitting.Wait();
        var written = store.CommitAsync(new(DocumentChange.Update(second with { Assignee = "x" }))).AsTask();
        var refused = store.CommitAsync(new(DocumentChange.Update(first with { Assignee = "y" }))).AsTask();
        goOn.Set();
        await ahead;
        var exception = await Assert.ThrowsAsync<StoreIoException>(() => written);
        Assert.Contains("is durable in the journal", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<VersionConflictException>(() => refused);
        Assert.Equal("x", (await store.GetAsync(second.Id))!.Assignee);
        refusing.Refuse = static (_, _) => null;
        await store.CreateAsync("Third");
        Assert.Contains("assignee: x", temporary.Read("open/SECOND-1.yaml"), StringComparison.Ordinal);
        Assert.True((await ((IStoreMaintenance)store).VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Open_OnAFolderThatMayNotBeWritten_ReadsOnly()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.CloseAsync();
        await using var store = await temporary.OpenAnotherAsync(wrap: static inner => new RefusingFileSystem(inner)
        {
            Refuse = static (operation, _) => operation is "read" or "list" or "stat" or "map" ? null : FileSystemError.ReadOnly,
        });
        Assert.Equal(ticket, await store.GetAsync(ticket.Id));
        Assert.Single(await store.SearchAsync("login"));
        await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await store.CreateAsync("No"));
    }

    [Fact]
    public async Task Query_WhenTheFolderCannotBeListed_ThrowsOurOwnException()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login");
        RefusingFileSystem? refusing = null;
        await using var store = await temporary.OpenAnotherAsync(wrap: inner => refusing = new RefusingFileSystem(inner));
        refusing!.Refuse = static (operation, _) => operation == "list" ? FileSystemError.InputOutput : null;
        var maintenance = (IStoreMaintenance)store;
        foreach (var operation in new Func<Task>[]
        {
            () => store.ListAsync<Ticket>().AsTask(), () => store.GetFaultsAsync().AsTask(), () => store.RefreshAsync().AsTask(),
            () => maintenance.VerifyAsync().AsTask(), () => maintenance.RebuildIndexAsync().AsTask(),
            () => maintenance.RepairAsync().AsTask(),
        })
        {
            await Assert.ThrowsAsync<StoreIoException>(operation);
        }
    }
}
