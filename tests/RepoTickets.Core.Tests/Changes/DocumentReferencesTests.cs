namespace RepoTickets.Core.Tests.Changes;

public sealed class DocumentReferencesTests
{
    private static readonly Ticket Full = new()
    {
        Id = TicketId.Parse("A-1"),
        Title = "t",
        JournalEntries = [new() { Id = "1", Author = "a", Content = "c", Dependencies = ["A-2", "the weather"] }],
        BlockedBy = [TicketId.Parse("A-2")],
        Blocks = [TicketId.Parse("A-3")],
        RelatedTo = [TicketId.Parse("A-2"), TicketId.Parse("A-4")],
        EpicId = EpicId.Parse("A-2"),
        ParentTicketId = TicketId.Parse("A-2"),
        ChildTicketIds = [TicketId.Parse("A-5")],
        AssignedAgent = AgentId.Parse("G"),
        AgentTasks = [AgentTaskId.Parse("T")],
    };

    [Fact]
    public void Of_ATicket_ListsEveryField() => Assert.Equal(
        [
            "journal_entries[0].dependencies Ticket A-2", "blocked_by Ticket A-2", "blocks Ticket A-3", "related_to Ticket A-2",
            "related_to Ticket A-4", "epic_id Epic A-2", "parent_ticket_id Ticket A-2", "child_ticket_ids Ticket A-5",
            "assigned_agent Agent G", "agent_tasks AgentTask T",
        ],
        DocumentReferences.Of(Full).Select(static reference => $"{reference.Field} {reference.To}"));

    [Fact]
    public void Of_OtherKinds_ListsEveryField()
    {
        Assert.Equal(["ticket_ids"], Fields(new Epic { Title = "e", TicketIds = [TicketId.Parse("A")] }));
        Assert.Equal(
            ["epic_id", "ticket_id", "dependencies"],
            Fields(new BacklogItem
            {
                Title = "b",
                EpicId = EpicId.Parse("E"),
                TicketId = TicketId.Parse("A"),
                Dependencies = [BacklogItemId.Parse("B")],
            }));
        Assert.Equal(["active_tasks"], Fields(new Agent { Name = "a", ActiveTasks = [AgentTaskId.Parse("T")] }));
        Assert.Equal(
            ["ticket_id", "agent_id"],
            Fields(new AgentTask { TicketId = TicketId.Parse("A"), AgentId = AgentId.Parse("G"), TaskType = "c", Description = "d" }));
        Assert.Equal(
            ["ticket_id"],
            Fields(new AgentTask { TicketId = TicketId.Parse("A"), AgentId = TaskHolder.Nobody, TaskType = "c", Description = "d" }));

        static IEnumerable<string> Fields(Document document) => DocumentReferences.Of(document).Select(static reference => reference.Field);
    }

    [Fact]
    public void Remove_ATarget_DropsItEverywhereAndNothingElse()
    {
        var after = (Ticket)DocumentReferences.Remove(Full, new(DocumentKind.Ticket, "A-2"));
        Assert.DoesNotContain(
            DocumentReferences.Of(after), static reference => reference.To == new DocumentKey(DocumentKind.Ticket, "A-2"));
        Assert.Equal(["the weather"], after.JournalEntries[0].Dependencies);
        Assert.Equal(EpicId.Parse("A-2"), after.EpicId);
        Assert.Null(after.ParentTicketId);
        Assert.Same(Full, DocumentReferences.Remove(Full, new(DocumentKind.Ticket, "Z-9")));
    }

    [Fact]
    public void Replace_Names_ChangesOwnAndOthers()
    {
        var names = new Dictionary<DocumentKey, string>
        {
            [new(DocumentKind.Ticket, "A-1")] = "B-1",
            [new(DocumentKind.Ticket, "A-2")] = "B-2",
            [new(DocumentKind.Agent, "G")] = "H",
        };
        var after = (Ticket)DocumentReferences.Replace(Full with { Version = DocumentVersion.Of([1]) }, names);
        Assert.Equal(
            ("B-1", "B-2", "A-2", "H"), (after.Id.Value, after.ParentTicketId?.Value, after.EpicId?.Value, after.AssignedAgent?.Value));
        Assert.Equal(["B-2", "the weather"], after.JournalEntries[0].Dependencies);
        Assert.False(after.Version.IsNone);
        Assert.Same(Full, DocumentReferences.Replace(Full, new Dictionary<DocumentKey, string>()));
    }

    [Fact]
    public void Replace_Placeholders_IncludesThoseInTheJournal()
    {
        var id = TicketId.Placeholder("new");
        var ticket = Full with
        {
            Id = id,
            BlockedBy = [id],
            JournalEntries = [new() { Id = "1", Author = "a", Content = "c", Dependencies = [id.Value] }],
        };
        var after = (Ticket)DocumentReferences.Replace(ticket, new Dictionary<DocumentKey, string> { [id.Key] = "N-1" });
        Assert.Equal(("N-1", "N-1", "N-1"), (after.Id.Value, after.BlockedBy[0].Value, after.JournalEntries[0].Dependencies[0]));
    }

    [Fact]
    public void Remove_OneByOne_LeavesNoReferenceInRandomDocuments()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var document = new RandomDocuments(seed).Next();
            if (document is AgentTask)
            {
                continue;
            }

            var after = DocumentReferences.Of(document)
                .ToList()
                .Aggregate(document, static (left, reference) => DocumentReferences.Remove(left, reference.To));
            Assert.True(!DocumentReferences.Of(after).Any(), $"seed {seed}");
        }
    }
}
