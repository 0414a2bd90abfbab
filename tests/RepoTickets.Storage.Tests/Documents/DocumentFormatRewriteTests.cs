using System.Text;

namespace RepoTickets.Storage.Tests.Documents;

public sealed class DocumentFormatRewriteTests
{
    private static readonly DocumentKey Key = new(DocumentKind.Ticket, "A-1");
    private static readonly DocumentKey AgentKey = new(DocumentKind.Agent, "AGENT-A");

    private const string Body =
        "# ours\nid: A-1\ntitle: old # why\nowner_team: blue\nlabels:\n- bug\n- 'bug '\ncreated_at: 2025-03-01T12:00:00+02:00\ncomments:\n" +
        "- id: 61e83410\n  author: a\n  email: e\n  content: one\n  created_at: '2025-03-01T12:00:00'\n  reactions: 3\n";

    private const string Agent = """{ "id": "AGENT-A", "name": "A", "api_key": "sk-top\u002Dsecret", "zz": [1,2] }""";

    [Fact]
    public void Rewrite_OneField_ChangesOnlyItsLines()
    {
        var after = Formats.Rewrite(Body, Key, static document => (Ticket)document with { Title = "new" });
        Assert.Equal(Body.Replace("title: old", "title: new", StringComparison.Ordinal), after);
    }

    [Fact]
    public void Rewrite_EachFieldOfACanonicalFile_ChangesOnlyItsLines()
    {
        var ticket = new Ticket
        {
            Id = TicketId.Parse("A-1"),
            Title = "t",
            Description = "d",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var before = Encoding.UTF8.GetString(Formats.Utc.Create(ticket)).Split('\n');
        (string Key, Func<Ticket, Ticket> Change)[] changes =
        [
            ("title", static value => value with { Title = "x" }),
            ("description", static value => value with { Description = "a\nb" }),
            ("status", static value => value with { Status = TicketStatus.Closed }),
            ("assignee", static value => value with { Assignee = "no" }),
            ("labels", static value => value with { Labels = ["1.0", "b"] }),
            ("updated_at", static value => value with { UpdatedAt = DateTimeOffset.UnixEpoch.AddHours(1) }),
            ("comments", static value => value with { Comments = [new() { Id = "00000001", Author = "a", Content = "c" }] }),
            ("story_points", static value => value with { StoryPoints = 3 }),
            ("epic_id", static value => value with { EpicId = EpicId.Parse("E-1") }),
            ("blocked_by", static value => value with { BlockedBy = [TicketId.Parse("B-1")] }),
            ("acceptance_criteria_met", static value => value with { AcceptanceCriteriaMet = true }),
        ];
        foreach (var (key, change) in changes)
        {
            var after = Formats.Rewrite(string.Join('\n', before), Key, document => change((Ticket)document)).Split('\n');
            var start = Array.FindIndex(before, line => line.StartsWith(key + ":", StringComparison.Ordinal));
            Assert.Equal(before[..start], after[..start]);
            var tail = before.Length - start - 1;
            Assert.Equal(before[(start + 1)..], after[^tail..]);
            Assert.NotEqual(before, after);
        }
    }

    [Fact]
    public void Rewrite_NewComment_KeepsTheOthersWithUnknownKeys()
    {
        var comment = new Comment { Id = "00000002", Author = "b", Email = "f", Content = "two", CreatedAt = DateTimeOffset.UnixEpoch };
        var after = Formats.Rewrite(Body, Key, document => (Ticket)document with { Comments = ((Ticket)document).Comments.Add(comment) });
        Assert.StartsWith(Body, after, StringComparison.Ordinal);
        Assert.Equal(2, Formats.ReadTicket(after).Comments.Count);
    }

    [Fact]
    public void Rewrite_LabelsThatWereReadInNormalForm_WritesTheNewList()
    {
        var after = Formats.Rewrite(Body, Key, static document => ((Ticket)document).AddLabels("new"));
        Assert.Equal(["bug", "new"], Formats.ReadTicket(after).Labels);
        Assert.Contains("owner_team: blue", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_OtherIdentifier_IsWritten()
    {
        var after = Formats.Rewrite(Body, Key, static document => (Ticket)document with { Id = TicketId.Parse("A-2") });
        Assert.Equal(Body.Replace("id: A-1", "id: A-2", StringComparison.Ordinal), after);
    }

    [Fact]
    public void Rewrite_UnreadableFile_ThrowsAndTellsWhere()
    {
        var exception = Assert.Throws<DocumentFaultException>(() =>
            Formats.Utc.Rewrite("id: A-1\ntitle: [\n"u8, Key, new Ticket { Id = TicketId.Parse("A-1"), Title = "t" }, "open/A-1.yaml"));
        Assert.Equal("open/A-1.yaml", exception.Fault.Path);
    }

    [Fact]
    public void Read_ClearApiKey_IsNowhereInTheDocument()
    {
        var agent = (Agent)Formats.Read(AgentKey, Encoding.UTF8.GetBytes(Agent));
        Assert.True(agent.HasClearApiKey);
        Assert.Null(agent.ApiKeySecretName);
        Assert.DoesNotContain("sk-top", agent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rewrite_ClearApiKey_IsLeftByteForByte()
    {
        var after = Formats.Rewrite(Agent, AgentKey, static document => (Agent)document with { Name = "B" });
        Assert.Equal(Agent.Replace("\"name\": \"A\"", "\"name\": \"B\"", StringComparison.Ordinal), after);
    }

    [Fact]
    public void Rewrite_SecretName_ReplacesTheClearKeyByAReference()
    {
        var after = Formats.Rewrite(Agent, AgentKey, static document => (Agent)document with { ApiKeySecretName = "agents/a" });
        Assert.Contains("\"api_key\": \"secret:agents/a\"", after, StringComparison.Ordinal);
        var read = (Agent)Formats.Read(AgentKey, Encoding.UTF8.GetBytes(after));
        Assert.Equal(("agents/a", false), (read.ApiKeySecretName, read.HasClearApiKey));
    }

    [Fact]
    public void Fault_InAFileWithAClearKey_DoesNotShowIt()
    {
        var fault = Formats.Fault(DocumentKind.Agent, """{ "id": "A-1", "name": "A", "api_key": ["sk-secret"], "status": "gone" }""");
        Assert.DoesNotContain("sk-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Agent_WritesNullForTheKey()
    {
        var text = Encoding.UTF8.GetString(
            Formats.Utc.Create(new Agent { Id = AgentId.Parse("AGENT-A"), Name = "A", HasClearApiKey = true }));
        Assert.Contains("\"api_key\": null", text, StringComparison.Ordinal);
    }
}
