namespace RepoTickets.Storage.Tests.Store;

/// <summary>Files that are put back as they were.</summary>
public sealed class RestoreTests
{
    private const string File = "open/HAND-1.yaml";
    private static readonly TicketId Id = TicketId.Parse("HAND-1");

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    public async Task Restore_DeletedFileWrittenByHand_GivesItsBytes(string lineEnd, bool isOpenedAnew)
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1").ReplaceLineEndings(lineEnd));
        var bytes = temporary.Bytes(File);
        var former = await DeleteAsync(temporary.Store, Id.Key);
        if (isOpenedAnew)
        {
            await temporary.ReopenAsync();
        }

        var result = await temporary.Store.CommitAsync(new(DocumentChange.Restore(former)));
        Assert.Equal(bytes, temporary.Bytes(File));
        Assert.Equal((former, former.Version), (result.Documents[0], result.Documents[0]!.Version));
        Assert.Equal(former, await temporary.Store.GetAsync(Id));
        var change = Assert.Single((await temporary.Store.Feed.ReadAsync(result.Position - 1)).Single().Changes);
        Assert.Equal((null, former), (change.Before, change.After));
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
    }

    [Theory]
    [InlineData(
        "epics/BIG-1.yaml", DocumentKind.Epic, "BIG-1",
        "# big\nid: BIG-1\ntitle:  'Big'\nwho_knows: 1\nupdated_at: '2025-03-01T10:00:00.000001'\n")]
    [InlineData(
        "backlog/ITEM-1.yaml", DocumentKind.BacklogItem, "ITEM-1", "id: ITEM-1\ntitle: Item\npriority: low # for now\nextra: {a: 1}\n")]
    [InlineData(
        "agents/AGENT-BOT.json", DocumentKind.Agent, "AGENT-BOT", "{ \"id\": \"AGENT-BOT\",\n\t\"name\": \"Bot\", \"mood\": [ 1,2 ] }")]
    public async Task Restore_OtherKinds_GivesTheirBytes(string path, DocumentKind kind, string id, string text)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write(path, text);
        await temporary.Store.RefreshAsync();
        var former = await DeleteAsync(temporary.Store, new(kind, id));
        Assert.False(temporary.Exists(path));
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former)));
        Assert.Equal(text, temporary.Read(path));
    }

    [Fact]
    public async Task Restore_WhatWasUpdated_GivesTheBytesBefore()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var bytes = temporary.Bytes(File);
        var former = (await temporary.Store.GetAsync(Id))!;
        var updated = await temporary.Store.UpdateAsync(
            Id, static t => t with { Labels = [], Comments = [], Status = TicketStatus.Closed });
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former, updated!.Version)));
        Assert.Equal(bytes, temporary.Bytes(File));
        Assert.False(temporary.Exists("closed/HAND-1.yaml"));
        var conflict = await Assert.ThrowsAsync<VersionConflictException>(
            async () => await temporary.Store.CommitAsync(new(DocumentChange.Restore(former, updated.Version))));
        Assert.Equal((updated.Version, former.Version), (conflict.Expected, conflict.Actual));
        Assert.Equal(0, (await temporary.Store.CommitAsync(new(DocumentChange.Restore(former, former.Version)))).Position);
    }

    [Fact]
    public async Task Restore_WithAChangedField_RewritesItsLinesAlone()
    {
        var text = TicketText.ByHand("HAND-1");
        await using var temporary = await OpenAsync(text);
        var former = (Ticket)await DeleteAsync(temporary.Store, Id.Key);
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former with { Priority = TicketPriority.Low })));
        LineDifference.AssertOnly(text, temporary.Read(File), "priority:");
        Assert.Contains("priority:   low\n", temporary.Read(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_IdentifierTakenMeanwhile_IsAConflictAndNothingChanges()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var former = await DeleteAsync(temporary.Store, Id.Key);
        await temporary.Store.CommitAsync(
            new(DocumentChange.Create(new Ticket { Id = Id, Title = "Another", Status = TicketStatus.Closed }))
            {
                MayReuseIdentifiers = true,
            });
        var before = temporary.Snapshot();
        var conflict = await Assert.ThrowsAsync<VersionConflictException>(
            async () => await temporary.Store.CommitAsync(new(DocumentChange.Restore(former))));
        Assert.Equal((Id.Key, DocumentVersion.None), (conflict.Key, conflict.Expected));
        Assert.Equal(before, temporary.Snapshot());
    }

    [Fact]
    public async Task Restore_AfterTheJournalWasCut_IsRefusedAndCreatingStillWorks()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options =>
        {
            options.JournalSegmentBytes = 64 << 10;
            options.FeedRetentionBytes = 0;
        });
        temporary.Write(File, TicketText.ByHand("HAND-1"));
        await temporary.Store.RefreshAsync();
        var former = await DeleteAsync(temporary.Store, Id.Key);
        for (var i = 0; i < 8; i++)
        {
            await temporary.Store.CreateAsync(new Ticket { Title = "Long", Description = new string('x', 30_000) });
        }

        await temporary.ReopenAsync();
        Assert.True(await temporary.Store.Feed.GetOldestPositionAsync() > 2);
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<FormerFileExpiredException>(async () => await temporary.Store.CommitAsync(
            new(DocumentChange.Create(new Ticket { Title = "Beside" }), DocumentChange.Restore(former))));
        Assert.Equal([Id.Key], exception.Keys);
        Assert.Contains("Ticket HAND-1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, temporary.Snapshot());
        await temporary.Store.CommitAsync(new(DocumentChange.Create(former)) { MayReuseIdentifiers = true });
        Assert.DoesNotContain("future_key", temporary.Read(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_WhatNoRuleWouldLetIn_IsPutBackAllTheSame()
    {
        var text = TicketText.Minimal("HAND-1").Replace("title: A ticket", $"title: {new string('x', 2000)}", StringComparison.Ordinal);
        await using var temporary = await OpenAsync(text);
        var former = (Ticket)await DeleteAsync(temporary.Store, Id.Key);
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.CommitAsync(
                new(DocumentChange.Create(former)) { MayReuseIdentifiers = true }));
        await Assert.ThrowsAsync<InvalidDocumentException>(
            async () => await temporary.Store.CommitAsync(new(DocumentChange.Restore(former with { Assignee = "bob" }))));
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former)));
        Assert.Equal(text, temporary.Read(File));
    }

    [Fact]
    public async Task Restore_BesideANewDocumentWithAPlaceholder_KeepsItsBytes()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var bytes = temporary.Bytes(File);
        var former = await DeleteAsync(temporary.Store, Id.Key);
        var placeholder = TicketId.Placeholder("new");
        await temporary.Store.CommitAsync(new(
            DocumentChange.Create(new Ticket { Id = placeholder, Title = "New" }),
            DocumentChange.Create(new Ticket { Title = "Other", BlockedBy = [placeholder] }),
            DocumentChange.Restore(former)));
        Assert.Equal(bytes, temporary.Bytes(File));
    }

    [Fact]
    public async Task Restore_ReferringToWhatIsDeletedBeside_LosesThatReferenceAlone()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.DeletionPolicy = DeletionPolicy.Clean);
        var text = TicketText.ByHand("HAND-1").Replace("blocked_by: []", "blocked_by: [OTHER-1]", StringComparison.Ordinal);
        temporary.Write(File, text);
        temporary.Write("open/OTHER-1.yaml", TicketText.Minimal("OTHER-1"));
        await temporary.Store.RefreshAsync();
        var other = (await temporary.Store.GetAsync(TicketId.Parse("OTHER-1")))!;
        var former = await DeleteAsync(temporary.Store, Id.Key);
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former), DocumentChange.Delete(other)));
        LineDifference.AssertOnly(text, temporary.Read(File), "blocked_by:");
        Assert.Contains("# Filed after the release.", temporary.Read(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_BesideATwin_IsRefusedUntilRepaired()
    {
        await using var temporary = await OpenAsync(TicketText.Minimal("HAND-1"));
        var former = (await temporary.Store.GetAsync(Id))!;
        var updated = (await temporary.Store.UpdateAsync(Id, static t => t with { Assignee = "ada" }))!;
        temporary.Write("closed/HAND-1.yaml", TicketText.Minimal("HAND-1", "closed", "2025-03-02T10:00:00.000001"));
        await temporary.Store.RefreshAsync();
        var before = temporary.Snapshot();

        var exception = await Assert.ThrowsAsync<DocumentFaultException>(
            async () => await temporary.Store.CommitAsync(new(DocumentChange.Restore(former, updated.Version))));

        Assert.Equal(("closed/HAND-1.yaml", FaultReason.DuplicateDocument), (exception.Fault.Path, exception.Fault.Reason));
        Assert.Contains("repair", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, temporary.Snapshot());
        await temporary.Maintenance.RepairAsync();
        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former, updated.Version)));
        Assert.Equal(former, await temporary.Store.GetAsync(Id));
    }

    [Fact]
    public async Task Restore_OverAFileThatCannotBeRead_IsRefusedAndItStays()
    {
        const string Broken = "id: [\n";
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var former = (await temporary.Store.GetAsync(Id))!;
        temporary.Write(File, Broken);
        await temporary.Store.RefreshAsync();

        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.CommitAsync(
            new(DocumentChange.Restore(former, DocumentVersion.Of(System.Text.Encoding.UTF8.GetBytes(Broken))))));

        Assert.Equal(File, exception.Fault.Path);
        Assert.Equal(Broken, temporary.Read(File));
    }

    [Fact]
    public async Task Restore_CancelledWhileTheJournalIsSearched_EndsBeforeTheNextSegment()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.JournalSegmentBytes = 64 << 10);
        temporary.Write(File, TicketText.ByHand("HAND-1"));
        await temporary.Store.RefreshAsync();
        var former = await DeleteAsync(temporary.Store, Id.Key);
        for (var i = 0; i < 8; i++)
        {
            await temporary.Store.CreateAsync(new Ticket { Title = "Long", Description = new string('x', 30_000) });
        }

        using var source = new CancellationTokenSource();
        var (isSearching, segments) = (false, 0);
        await using var other = await temporary.OpenAnotherAsync(wrap: inner => new RefusingFileSystem(inner)
        {
            Refuse = (operation, path) =>
            {
                if (isSearching && operation == "read" && path.EndsWith(".log", StringComparison.Ordinal))
                {
                    segments++;
                    source.Cancel();
                }

                return null;
            },
        });
        var before = temporary.Snapshot();
        isSearching = true;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await other.CommitAsync(new(DocumentChange.Restore(former)), source.Token));
        Assert.Equal(1, segments);
        Assert.Equal(before, temporary.Snapshot());
    }

    /// <summary>Its size is longer than any segment can be; it is one hole, and costs nothing.</summary>
    [Fact]
    public async Task Restore_BesideAJournalFileOfNobodys_PassesItOver()
    {
        await using var temporary = await OpenAsync(TicketText.ByHand("HAND-1"));
        var bytes = temporary.Bytes(File);
        var former = await DeleteAsync(temporary.Store, Id.Key);
        var huge = temporary.PathOf(".sdk/journal/0000000000999999.log");
        using (var file = System.IO.File.Create(huge))
        {
            file.SetLength(3L << 30);
        }

        await temporary.Store.CommitAsync(new(DocumentChange.Restore(former)));
        System.IO.File.Delete(huge);
        Assert.Equal(bytes, temporary.Bytes(File));
    }

    [Fact]
    public void Restore_DocumentThatWasNeverStored_IsMisuse() =>
        Assert.Throws<ArgumentException>(static () => DocumentChange.Restore(new Ticket { Id = Id, Title = "New" }));

    private static async Task<TemporaryStore> OpenAsync(string text)
    {
        var temporary = await TemporaryStore.CreateAsync();
        temporary.Write(File, text);
        await temporary.Store.RefreshAsync();
        return temporary;
    }

    /// <summary>Deletes a document and gives what the feed says that it was.</summary>
    private static async Task<Document> DeleteAsync(ITicketStore store, DocumentKey key)
    {
        Assert.True(await store.DeleteAsync(key));
        var position = await store.Feed.GetPositionAsync();
        return (await store.Feed.ReadAsync(position - 1)).Single().Changes.Single(change => change.Key == key).Before!;
    }
}
