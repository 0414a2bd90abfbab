namespace RepoTickets.Storage.Tests.Store;

public sealed class HostileIdentifierTests
{
    public static TheoryData<string> Hostile =>
    [
        "", "../x", "../../victim", "/etc/passwd", "a/../../x", "a/b", "a\\b", "A\0B", "-rf", "~", "NEW\nLINE", "A\u202EB", "CON", "NUL",
        "COM1", "con", "A.", "A ",
        "A:B", "$I30", ".GIT", ".git", "GIT~1", "..", ".", "x-1", "LOGIN-1.yaml", "A%2fB", "Ａ-1", "A\u0301-1", "A*", "?", "A?B",
        new('A', 65), new('A', 300), " A-1", "A-1\n",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task EveryWay_WithAnIdentifierThatIsNone_RefusesAndTouchesNothing(string id)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        File.WriteAllText(Path.Combine(temporary.RepositoryPath, "victim.yaml"), "id: ../../victim\n");
        var outside = Outside(temporary);
        var before = temporary.Snapshot();
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            var key = new DocumentKey(kind, id);
            if (IsAcceptedBacklogItem(kind, id))
            {
                continue;
            }

            Assert.Null(await temporary.Store.GetAsync(key));
            Assert.False(await temporary.Store.DeleteAsync(key));
            await RefusedAsync(temporary, DocumentChange.Delete(key, ticket.Version));
            await RefusedAsync(temporary, DocumentChange.Require(key, ticket.Version));
            await RefusedAsync(temporary, DocumentChange.Require(key, DocumentVersion.None));
        }

        foreach (var document in Documents(id).Where(
            document => id.Length > 0 && !IsPlaceholder(id) && !IsAcceptedBacklogItem(document.Key.Kind, id)))
        {
            await RefusedAsync(temporary, DocumentChange.Create(document));
            await RefusedAsync(temporary, DocumentChange.Update(document with { Version = ticket.Version }));
        }

        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(outside, Outside(temporary));
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
    }

    [Fact]
    public async Task EveryWay_WithANullIdentifier_RefusesAsWell()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        var key = new DocumentKey(DocumentKind.Ticket, null!);
        Assert.Null(await temporary.Store.GetAsync(key));
        await RefusedAsync(temporary, DocumentChange.Delete(key, ticket.Version));
        await RefusedAsync(temporary, DocumentChange.Require(default, ticket.Version));
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("login-1")]
    [InlineData("OTHER-1")]
    [InlineData("''")]
    [InlineData("\"A\\0B\"")]
    public async Task File_WhoseIdIsAnother_IsAFault(string inside)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Fine");
        temporary.Write("open/BAD-1.yaml", TicketText.Minimal("BAD-1").Replace("id: BAD-1", $"id: {inside}", StringComparison.Ordinal));
        temporary.Write("epics/BAD-1.yaml", $"id: {inside}\ntitle: x\n");
        temporary.Write("agents/AGENT-BAD.json", "{\"id\": \"../x\", \"name\": \"x\"}");
        await temporary.Store.RefreshAsync();
        var faults = await temporary.Store.GetFaultsAsync();
        Assert.Equal(["open/BAD-1.yaml", "epics/BAD-1.yaml", "agents/AGENT-BAD.json"], faults.Select(static fault => fault.Path));
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(
            async () => await temporary.Store.GetAsync(TicketId.Parse("BAD-1")));
        Assert.Equal(1, exception.Fault.Line);
        Assert.Single((await temporary.Store.QueryAsync(new TicketQuery())).Tickets);
    }

    [Theory]
    [InlineData("login-1.yaml")]
    [InlineData("CON.yaml")]
    [InlineData("-rf.yaml")]
    [InlineData("A B.yaml")]
    [InlineData("Ünder-1.yaml")]
    [InlineData("A\nB.yaml")]
    [InlineData("A\u202EB.yaml")]
    public async Task File_WhoseNameIsNoIdentifier_IsAFaultThatIsSafeToPrint(string name)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login");
        temporary.Write("open/" + name, TicketText.Minimal("X-1"));
        temporary.Write("epics/" + name, "id: X-1\ntitle: x\n");
        await temporary.Store.RefreshAsync();
        var faults = await temporary.Store.GetFaultsAsync();
        Assert.Equal((2, FaultReason.Identifier, FaultReason.Identifier), (faults.Count, faults[0].Reason, faults[1].Reason));
        Assert.All(faults, static fault => Assert.DoesNotContain(fault.ToString(), static c => char.IsControl(c) || c == '\u202E'));
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
        var report = await temporary.Maintenance.VerifyAsync();
        Assert.Equal(2, report.Findings.Count(static finding => finding.Code == "unreadable-file"));
        File.Delete(temporary.PathOf("open/" + name));
        File.Delete(temporary.PathOf("epics/" + name));
        await temporary.Store.RefreshAsync();
        Assert.Empty(await temporary.Store.GetFaultsAsync());
    }

    [Fact]
    public async Task File_OtherNames_AreTolerated()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        foreach (var name in new[]
        {
            "open/README.md", "open/LOGIN-1.yml", "open/.X-1.yaml", "open/X-1.yaml.bak", "notes.txt", "other/X-1.yaml",
            "schema_versions.json",
        })
        {
            temporary.Write(name, "anything: [");
        }

        await temporary.ReopenAsync();
        Assert.Empty(await temporary.Store.GetFaultsAsync());
        Assert.True((await temporary.Maintenance.VerifyAsync()).IsClean);
        Assert.Equal("LOGIN-1", (await temporary.Store.CreateAsync("Login")).Id.Value);
    }

    [Fact]
    public async Task Reference_ThatIsNoIdentifier_IsReadAndReportedAndOpensNoPath()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/ODD-1.yaml", TicketText.Minimal("ODD-1") + "blocked_by: ['../../victim']\nepic_id: /etc/passwd\n");
        await temporary.Store.RefreshAsync();
        var ticket = (await temporary.Store.GetAsync(TicketId.Parse("ODD-1")))!;
        Assert.Equal("../../victim", ticket.BlockedBy[0].Value);
        Assert.Null(await temporary.Store.GetAsync(ticket.BlockedBy[0]));
        Assert.Null(await temporary.Store.GetAsync(ticket.EpicId!.Value));
        Assert.Equal(2, (await temporary.Maintenance.VerifyAsync()).Findings.Count(static finding => finding.Code == "dangling-reference"));
        Assert.True(await temporary.Store.DeleteAsync(ticket.Id));
    }

    private static bool IsPlaceholder(string id) => id[0] == '?';

    /// <summary>Letters of other scripts and marks on letters are allowed in identifiers of backlog items, and only there.</summary>
    private static bool IsAcceptedBacklogItem(DocumentKind kind, string id) =>
        kind == DocumentKind.BacklogItem && BacklogItemId.TryParse(id, out _);

    private static Document[] Documents(string id) =>
    [
        new Ticket { Id = TicketId.FromStored(id), Title = "x" },
        new Epic { Id = EpicId.FromStored(id), Title = "x" },
        new BacklogItem { Id = BacklogItemId.FromStored(id), Title = "x" },
        new Agent { Id = AgentId.FromStored(id), Name = "x" },
        new AgentTask
        {
            Id = AgentTaskId.FromStored(id),
            TicketId = TicketId.Parse("A-1"),
            AgentId = AgentId.Parse("AGENT-X"),
            TaskType = "t",
            Description = "d",
        },
    ];

    private static async Task RefusedAsync(TemporaryStore temporary, DocumentChange change)
    {
        var exception = await Assert.ThrowsAnyAsync<RepoTicketsException>(
            async () => await temporary.Store.CommitAsync(new ChangeSet(change)));
        Assert.True(exception is InvalidChangeSetException or InvalidDocumentException, exception.ToString());
        Assert.DoesNotContain(exception.Message, static c => char.IsControl(c) || c == '\u202E');
    }

    private static List<string> Outside(TemporaryStore temporary) =>
        [.. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(temporary.RepositoryPath)!, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(temporary.Root, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
