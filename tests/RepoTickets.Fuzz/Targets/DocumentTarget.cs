using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// Files of documents of every kind: read, changed in one field, read again. The first byte of an input says which kind the rest is read
/// as.
/// </summary>
internal sealed class DocumentTarget : MutatedTarget
{
    private const string Id = "A-1";

    /// <summary>Selects tickets.</summary>
    private const byte FirstSelector = (byte)'1';
    private static readonly DocumentKind[] Kinds = [.. Enum.GetValues<DocumentKind>().Where(static kind => kind != DocumentKind.None)];
    private static readonly DocumentFormat Format = new(TimeZoneInfo.Utc, TextLimits.Default);
    private static readonly DateTimeOffset Later = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    internal override string Name => "documents";

    protected override IReadOnlyList<string> Tokens { get; } =
    [
        "id: A-1\n", "title: ", "status: open\n", "priority: high\n", "comments:\n", "- id: ", "  content: |\n",
        "created_at: 2025-01-01T00:00:00\n", "labels: [a, b]\n",
        "requirements:\n", "\n- ", ": ", " #", "\n  ", "? ", "|\n", "|-\n", ">-\n", "|2+\n", "{", "}", "[", "]", "---\n", "...\n", "<<: ",
        "*a", "&a ", "!!str ", "!<tag:x> ",
        "%TAG ! x\n", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "~", "null", "no", "''", "\"\"", "\\u00e9", "\\ud83c", "\\\n  ",
        "{\"id\": \"A-1\"", "{a: ", "[[", "- - ", "time_logs:\n",
    ];

    protected override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Corpus.Read("documents"),
        .. Corpus.ReadSamples("*.yaml").Select(static file => (byte[])[FirstSelector, .. file]),
    ];

    protected override byte[] Generate(Random random)
    {
        var documents = new RandomDocuments(random.Next());
        Document document = random.Next(12) switch
        {
            < 4 => documents.Ticket() with { Id = TicketId.FromStored(Id) },
            4 => documents.Epic() with { Id = EpicId.FromStored(Id) },
            5 => documents.BacklogItem() with { Id = BacklogItemId.FromStored(Id) },
            6 => documents.Agent() with { Id = AgentId.FromStored(Id) },
            7 => documents.AgentTask() with { Id = AgentTaskId.FromStored(Id) },
            8 => documents.Workflow() with { Id = WorkflowId.FromStored(Id) },
            9 => documents.WorkflowDefinition() with { Id = WorkflowDefinitionId.FromStored(Id) },
            10 => documents.WorkflowLease() with { WorkflowId = WorkflowId.FromStored(Id) },
            _ => new Lease
            {
                TicketId = TicketId.FromStored(Id),
                Holder = "agent-1",
                Token = random.Next(),
                GrantedAt = Later,
                ExpiresAt = Later.AddHours(1),
            },
        };
        return [(byte)(FirstSelector + Array.IndexOf(Kinds, document.Key.Kind)), .. Format.Create(document)];
    }

    internal override string Check(byte[] input)
    {
        if (input.Length == 0)
        {
            return "empty";
        }

        var key = new DocumentKey(Kinds[(input[0] + Kinds.Length - (FirstSelector % Kinds.Length)) % Kinds.Length], Id);
        var file = input.AsSpan(1);
        if (!Format.TryRead(key, "f", file, out var document, out var text, out var fault))
        {
            Assert.True(fault is { Line: > 0, Column: > 0, Message.Length: > 10 }, $"A fault without place or reason: {fault}");
            return $"refused: {fault.Reason}";
        }

        Assert.Equal(DocumentVersion.Of(file), document.Version);
        Assert.True(file.SequenceEqual(Format.Rewrite(text, document, document)), "A change of nothing changed bytes.");
        return Edit(text, document, key) ? $"read {key.Kind}" : "edit refused";
    }

    /// <summary>An edit of a strange file is right or refused; the editor tells by itself that it is not what was asked for.</summary>
    private static bool Edit(DocumentText text, Document before, DocumentKey key)
    {
        var after = Change(before);
        byte[] edited;
        try
        {
            edited = Format.Rewrite(text, before, after);
        }
        catch (InvalidOperationException exception) when (exception.Message.StartsWith("The change ", StringComparison.Ordinal))
        {
            return false;
        }

        if (!Format.TryRead(key, "f", edited, out var again, out var fault))
        {
            Assert.Fail($"What was written cannot be read: {fault}. {Encoding.UTF8.GetString(edited)}");
        }

        Assert.True(again.Equals(after with { Version = again.Version }), $"Wanted {after}, read {again}.");
        return true;
    }

    private static Document Change(Document document) => document switch
    {
        Ticket ticket => ticket with { Title = "a: new 'title' # with marks", UpdatedAt = Later },
        Epic epic => epic with { Title = "a: new 'title' # with marks", UpdatedAt = Later },
        BacklogItem item => item with { Title = "a: new 'title' # with marks", UpdatedAt = Later },
        Agent agent => agent with { Name = "a \"new\" name \\ with marks" },
        AgentTask task => task with { Description = "a \"new\" title \\ with marks" },
        Lease lease => lease with { Token = lease.Token == 7 ? 8 : 7 },
        WorkflowInstance workflow => workflow with { Reason = "a: new 'reason' # with marks" },
        StoredWorkflowDefinition definition => definition with { Content = "name: a\nsteps: []\n" },
        WorkflowLease lease => lease with { Token = lease.Token == 7 ? 8 : 7 },
        _ => document,
    };
}
