using System.Text;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>What lies where a ticket should: each is a fault with file and reason, keeps its bytes, and leaves the rest usable.</summary>
public sealed class HostileFileTests
{
    /// <summary>What it is, its bytes, the reason of the fault, and its line: 0 where there is none, and where YAML ends early, where that began.</summary>
    public static TheoryData<string, byte[], FaultReason, int> BadBytes => new()
    {
        { "0 bytes", [], FaultReason.Syntax, 1 },
        { "only a comment", "# nothing\n"u8.ToArray(), FaultReason.Syntax, 1 },
        { "only blanks", "  \n\n"u8.ToArray(), FaultReason.Syntax, 1 },
        { "a list", "- a\n- b\n"u8.ToArray(), FaultReason.Content, 1 },
        { "a scalar", "hello\n"u8.ToArray(), FaultReason.Content, 1 },
        { "two documents", "id: BAD-1\ntitle: x\n---\nid: BAD-1\n"u8.ToArray(), FaultReason.Syntax, 3 },
        { "torn in a quoted scalar", "id: BAD-1\ntitle: 'x\nstatus: open\n"u8.ToArray(), FaultReason.Syntax, 2 },
        { "torn before the title", "id: BAD-1\n"u8.ToArray(), FaultReason.Content, 1 },
        { "conflict markers", "id: BAD-1\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> branch\nstatus: open\n"u8.ToArray(), FaultReason.MergeConflict, 2 },
        { "conflict markers of diff3", "id: BAD-1\n<<<<<<< HEAD\ntitle: a\n||||||| base\ntitle: c\n=======\ntitle: b\n>>>>>>> branch\n"u8.ToArray(), FaultReason.MergeConflict, 2 },
        { "conflict markers in a block", "id: BAD-1\ntitle: x\ndescription: |\n<<<<<<< HEAD\n  a\n=======\n  b\n>>>>>>> branch\n"u8.ToArray(), FaultReason.MergeConflict, 4 },
        { "a key twice", "id: BAD-1\ntitle: a\ntitle: b\n"u8.ToArray(), FaultReason.DuplicateKey, 3 },
        { "a nested key twice", "id: BAD-1\ntitle: a\ncomments:\n- id: a\n  id: b\n  author: x\n  email: x\n  content: x\n  created_at: '2025-03-01T10:00:00'\n"u8.ToArray(), FaultReason.DuplicateKey, 5 },
        { "a title that is a list", "id: BAD-1\ntitle: [a]\n"u8.ToArray(), FaultReason.Content, 2 },
        { "labels that are a text", "id: BAD-1\ntitle: a\nlabels: bug\n"u8.ToArray(), FaultReason.Content, 3 },
        { "points that are a text", "id: BAD-1\ntitle: a\nstory_points: many\n"u8.ToArray(), FaultReason.Content, 3 },
        { "a time that is none", "id: BAD-1\ntitle: a\ncreated_at: yesterday\n"u8.ToArray(), FaultReason.Content, 3 },
        { "a comment that is a text", "id: BAD-1\ntitle: a\ncomments: [hello]\n"u8.ToArray(), FaultReason.Content, 3 },
        { "a status that cannot be one", "id: BAD-1\ntitle: a\nstatus: 'In Progress!'\n"u8.ToArray(), FaultReason.Content, 3 },
        { "invalid UTF-8", [.. "id: BAD-1\ntitle: "u8, 0xFF, 0xFE, (byte)'\n'], FaultReason.Encoding, 2 },
        { "UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("id: BAD-1\ntitle: a\n")).ToArray(), FaultReason.Encoding, 1 },
        { "NUL", "id: BAD-1\ntitle: a\0b\n"u8.ToArray(), FaultReason.Encoding, 2 },
        { "only NUL", new byte[512], FaultReason.Encoding, 1 },
        { "10,000 brackets", Encoding.ASCII.GetBytes("id: BAD-1\ntitle: " + new string('[', 10_000)), FaultReason.Limit, 2 },
        { "100,000 brackets", Encoding.ASCII.GetBytes("id: BAD-1\ntitle: " + new string('[', 100_000)), FaultReason.Limit, 2 },
        { "100,000 dashes", Encoding.ASCII.GetBytes("id: BAD-1\ntitle:\n" + string.Concat(Enumerable.Repeat("- ", 100_000))), FaultReason.Limit, 3 },
        { "10,000 questions", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("? ", 10_000))), FaultReason.Syntax, 1 },
        { "10,000 mappings", Encoding.ASCII.GetBytes("id: " + string.Concat(Enumerable.Repeat("{a: ", 10_000))), FaultReason.Limit, 1 },
        { "an alias bomb", Encoding.ASCII.GetBytes("id: BAD-1\ntitle: x\na: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 9).Select(static c =>
            $"{(char)c}: &{(char)c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n"))), FaultReason.Limit, 3 },
        { "an anchor that holds itself", "id: BAD-1\ntitle: x\na: &a [*a]\n"u8.ToArray(), FaultReason.Limit, 3 },
        { "an alias of nothing", "id: BAD-1\ntitle: *nobody\n"u8.ToArray(), FaultReason.Limit, 2 },
        { "a type of .NET", "id: BAD-1\ntitle: !!System.IO.FileInfo x\n"u8.ToArray(), FaultReason.Syntax, 2 },
        { "a tag directive", "%TAG ! tag:x,2002:\n---\nid: BAD-1\ntitle: !foo x\n"u8.ToArray(), FaultReason.Syntax, 1 },
        { "a complex key", "id: BAD-1\ntitle: x\n? [a, b]\n: c\n"u8.ToArray(), FaultReason.Syntax, 3 },
        { "a tab for indentation", "id: BAD-1\ntitle: x\nlabels:\n\t- a\n"u8.ToArray(), FaultReason.Syntax, 4 },
        { "a tab behind a list", "id: BAD-1\ntitle: x\nlabels:\n- a\n\t- b\nstatus: open\n"u8.ToArray(), FaultReason.Syntax, 5 },
        { "a tab behind blanks", "id: BAD-1\ntitle: x\ncomments:\n  - id: a\n \tauthor: b\n"u8.ToArray(), FaultReason.Syntax, 5 },
        { "a tab in a block", "id: BAD-1\r\ndescription: |\r\n  text\r\n\ttab\r\ntitle: x\r\n"u8.ToArray(), FaultReason.Syntax, 4 },
        { "1 MB of colons", Encoding.ASCII.GetBytes("id: BAD-1\ntitle: x\n" + new string(':', 1_000_000)), FaultReason.Syntax, 3 },
        { "1 MB of quotes", Encoding.ASCII.GetBytes("id: BAD-1\ntitle: " + new string('\'', 1_000_001)), FaultReason.Syntax, 2 },
        { "over the limit", Encoding.ASCII.GetBytes("id: BAD-1\ntitle: x\ndescription: " + new string('x', 1 << 20)), FaultReason.Limit, 0 },
    };

    [Theory]
    [MemberData(nameof(BadBytes))]
    public async Task File_ThatCannotBeRead_IsAFaultAndKeepsItsBytes(string what, byte[] bytes, FaultReason reason, int line)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var fine = await temporary.Store.CreateAsync("Fine");
        var known = await temporary.Store.CreateAsync(new Ticket { Id = TicketId.Parse("BAD-1"), Title = "Was good" });
        temporary.Write("open/BAD-1.yaml", bytes);
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.GetAsync(known.Id));
        Assert.True((reason, line) == (exception.Fault.Reason, exception.Fault.Line), $"{what}: {exception.Fault}");
        Assert.Equal(("open/BAD-1.yaml", known.Key), (exception.Fault.Path, exception.Fault.Key));
        Assert.StartsWith("open/BAD-1.yaml", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, static c => char.IsControl(c));
        await temporary.Store.RefreshAsync();
        Assert.Equal(exception.Fault, Assert.Single(await temporary.Store.GetFaultsAsync()));
        Assert.Equal([fine.Id], (await temporary.Store.QueryAsync(new TicketQuery())).Tickets.Select(static t => t.Id));
        Assert.Equal([fine], (await temporary.Store.ListAsync<Ticket>()).Documents);
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Faults);
        await RefusesWritesAsync(temporary, known);
        Assert.Contains((await temporary.Maintenance.VerifyAsync()).Findings, static f => f is { Code: "unreadable-file", Path: "open/BAD-1.yaml" });
        await temporary.Maintenance.RepairAsync();
        await temporary.ReopenAsync();
        Assert.Single(await temporary.Store.GetFaultsAsync());
        Assert.Equal(bytes, temporary.Bytes("open/BAD-1.yaml"));
        await temporary.Store.UpdateAsync(fine.Id, static t => t with { Assignee = "still works" });
        temporary.Write("open/BAD-1.yaml", TicketText.Minimal("BAD-1"));
        await temporary.Store.RefreshAsync();
        Assert.Equal(("A ticket", 0), ((await temporary.Store.GetAsync(known.Id))!.Title, (await temporary.Store.GetFaultsAsync()).Count));
    }

    [Fact]
    public async Task File_TornAtEveryByte_NeverCrashesAndNeverLosesTheRest()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var bytes = Encoding.UTF8.GetBytes(TicketText.ByHand("BAD-1"));
        for (var length = 0; length < bytes.Length; length++)
        {
            temporary.Write("open/BAD-1.yaml", bytes[..length]);
            try
            {
                var ticket = await temporary.Store.GetAsync(TicketId.Parse("BAD-1"));
                Assert.Equal("BAD-1", ticket!.Id.Value);
            }
            catch (DocumentFaultException exception)
            {
                Assert.Equal("open/BAD-1.yaml", exception.Fault.Path);
            }
        }
    }

    [Fact]
    public async Task File_Sparse100Megabytes_IsAFaultWithoutBeingRead()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.SkipPythonContract("the test puts a file there that is none");
        await using (var file = File.Create(temporary.PathOf("open/BAD-1.yaml")))
        {
            file.SetLength(100 << 20);
        }

        var before = GC.GetTotalAllocatedBytes();
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.GetAsync(TicketId.Parse("BAD-1")));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20 << 20);
        Assert.Equal(FaultReason.Limit, exception.Fault.Reason);
        Assert.Equal(100 << 20, new FileInfo(temporary.PathOf("open/BAD-1.yaml")).Length);
    }

    [Theory]
    [InlineData("epics/BAD-1.yaml", DocumentKind.Epic, "BAD-1")]
    [InlineData("backlog/BAD-1.yaml", DocumentKind.BacklogItem, "BAD-1")]
    [InlineData("agents/AGENT-BAD.json", DocumentKind.Agent, "AGENT-BAD")]
    [InlineData("tasks/0000000B.json", DocumentKind.AgentTask, "0000000B")]
    public async Task File_OfAnotherKindThatCannotBeRead_IsAFaultToo(string path, DocumentKind kind, string id)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var key = new DocumentKey(kind, id);
        foreach (var text in new[] { "", "{", "[]", "{\"id\": \"X\", \"id\": \"Y\"}", "<<<<<<< a\n", "{\"id\": {}}", "\uFEFF\0", new string('[', 20_000) })
        {
            temporary.Write(path, text);
            var bytes = temporary.Bytes(path);
            var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.GetAsync(key));
            Assert.Equal((path, key), (exception.Fault.Path, exception.Fault.Key));
            Assert.Equal(path, Assert.Single(await temporary.Store.GetFaultsAsync()).Path);
            await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.DeleteAsync(key));
            await Assert.ThrowsAsync<DocumentFaultException>(async () =>
                await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Delete(key, DocumentVersion.Of([1, 2, 3])))));
            Assert.Equal(bytes, temporary.Bytes(path));
        }
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("%YAML 1.1\n---\n")]
    [InlineData("--- # start\n")]
    public async Task File_WithAnUnusualStart_IsReadAndKeepsIt(string start)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/ODD-1.yaml", start + TicketText.Minimal("ODD-1"));
        var first = temporary.Bytes("open/ODD-1.yaml")[..Encoding.UTF8.GetByteCount(start)];
        await temporary.Store.UpdateAsync(TicketId.Parse("ODD-1"), static t => t with { Title = "Changed" });
        Assert.Equal(first, temporary.Bytes("open/ODD-1.yaml")[..first.Length]);
        Assert.Equal("Changed", (await temporary.Store.GetAsync(TicketId.Parse("ODD-1")))!.Title);
    }

    [Fact]
    public async Task File_WithAnAnchor_IsAFaultThatSaysWhereAndWhatToDo()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/ODD-1.yaml", TicketText.Minimal("ODD-1") + "labels: &l [a, b]\nother: *l\n");
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.GetAsync(TicketId.Parse("ODD-1")));
        Assert.Equal(6, exception.Fault.Line);
        Assert.Contains("anchor", exception.Message, StringComparison.Ordinal);
    }

    private static async Task RefusesWritesAsync(TemporaryStore temporary, Ticket known)
    {
        var bytes = temporary.Bytes("open/BAD-1.yaml");
        var position = await temporary.Store.Feed.GetPositionAsync();
        foreach (var write in new Func<Task>[]
        {
            () => temporary.Store.UpdateAsync(known.Id, static t => t with { Assignee = "x" }).AsTask(),
            () => temporary.Store.DeleteAsync(known.Id).AsTask(),
            () => temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(known with { Assignee = "x" }))).AsTask(),
            () => temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Delete(known))).AsTask(),
        })
        {
            await Assert.ThrowsAsync<DocumentFaultException>(write);
        }

        await Assert.ThrowsAnyAsync<RepoTicketsException>(async () => await temporary.Store.CreateAsync(known with { Title = "Again" }));
        Assert.Equal(bytes, temporary.Bytes("open/BAD-1.yaml"));
        Assert.Equal(position, await temporary.Store.Feed.GetPositionAsync());
    }
}
