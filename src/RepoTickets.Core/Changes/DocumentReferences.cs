namespace RepoTickets;

/// <summary>Finds, renames and drops what documents say about each other. One list of fields serves all three. Thread-safe.</summary>
public static class DocumentReferences
{
    /// <summary>
    /// Every reference in a document, in the order of its fields; the same target may occur several times. Journal dependencies count where
    /// they are identifiers of tickets. Placeholders and ill-formed identifiers are listed too, unassigned ones and
    /// <see cref="TaskHolder.Nobody"/> are not.
    /// </summary>
    public static IEnumerable<DocumentReference> Of(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var found = new List<DocumentReference>();
        Visit(document, new ReferenceMap((field, key) =>
        {
            found.Add(new(document.Key, field, key));
            return key.Id;
        }));
        return found;
    }

    /// <summary>
    /// Gives documents that changed their names the new ones: the document's own identifier and every reference that is in
    /// <paramref name="newIds"/>. The very same document when nothing differs; the version is kept.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="newIds">The new identifier of each document that is renamed, or that a placeholder stands for.</param>
    public static Document Replace(Document document, IReadOnlyDictionary<DocumentKey, string> newIds)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(newIds);
        if (document.Key.Id.Length == 0 && newIds.Count == 1 && newIds.TryGetValue(document.Key, out var first))
        {
            // It is the one that gets a name, and nothing can have referred to it while it had none.
            return WithOwnId(document, first);
        }

        var replaced = Visit(document, new ReferenceMap((_, key) => newIds.GetValueOrDefault(key, key.Id)) { TakesAnyText = true });
        return newIds.TryGetValue(document.Key, out var own) && own != document.Key.Id ? WithOwnId(replaced, own) : replaced;
    }

    /// <summary>
    /// Drops every reference to a document that is to be deleted. The very same document when it has none. What a task cannot be without,
    /// its ticket and its agent, stays: such a task has to be deleted itself.
    /// </summary>
    public static Document Remove(Document document, DocumentKey target)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Visit(document, new ReferenceMap((_, key) => key == target ? null : key.Id) { TakesAnyText = true });
    }

    private static Document WithOwnId(Document document, string id) => document switch
    {
        Ticket ticket => ticket with { Id = TicketId.FromStored(id) },
        Epic epic => epic with { Id = EpicId.FromStored(id) },
        BacklogItem item => item with { Id = BacklogItemId.FromStored(id) },
        Agent agent => agent with { Id = AgentId.FromStored(id) },
        AgentTask task => task with { Id = AgentTaskId.FromStored(id) },
        Lease lease => lease with { TicketId = TicketId.FromStored(id) },
        WorkflowInstance workflow => workflow with { Id = WorkflowId.FromStored(id) },
        StoredWorkflowDefinition definition => definition with { Id = WorkflowDefinitionId.FromStored(id) },
        WorkflowLease lease => lease with { WorkflowId = WorkflowId.FromStored(id) },
        _ => throw Unknown(document),
    };

    private static Document Visit(Document document, ReferenceMap map) => document switch
    {
        Ticket ticket => VisitTicket(ticket, map),
        Epic epic => map.Finish(epic, epic with { TicketIds = map.List("ticket_ids", epic.TicketIds, TicketId.FromStored) }),
        BacklogItem item => map.Finish(item, item with
        {
            EpicId = map.Single("epic_id", item.EpicId, EpicId.FromStored),
            TicketId = map.Single("ticket_id", item.TicketId, TicketId.FromStored),
            Dependencies = map.List("dependencies", item.Dependencies, BacklogItemId.FromStored),
        }),
        Agent agent => map.Finish(agent, agent with { ActiveTasks = map.List("active_tasks", agent.ActiveTasks, AgentTaskId.FromStored) }),
        AgentTask task => map.Finish(task, task with
        {
            TicketId = map.Single("ticket_id", (TicketId?)task.TicketId, TicketId.FromStored) ?? task.TicketId,
            AgentId = task.AgentId == TaskHolder.Nobody
                ? task.AgentId
                : map.Single("agent_id", (AgentId?)task.AgentId, AgentId.FromStored) ?? task.AgentId,
        }),
        Lease => document, // It goes by its ticket's name and outlives it.
        WorkflowInstance workflow => map.Finish(workflow, workflow with
        {
            DefinitionId = map.Single("definition_id", (WorkflowDefinitionId?)workflow.DefinitionId, WorkflowDefinitionId.FromStored)
                ?? workflow.DefinitionId,
            TicketId = map.Single("ticket_id", workflow.TicketId, TicketId.FromStored),
        }),
        StoredWorkflowDefinition or WorkflowLease => document,
        _ => throw Unknown(document),
    };

    private static Document VisitTicket(Ticket ticket, ReferenceMap map) => map.Finish(ticket, ticket with
    {
        JournalEntries = map.Items(
            "journal_entries",
            ticket.JournalEntries,
            static entry => entry.Dependencies,
            static (entry, dependencies) => entry with { Dependencies = dependencies }),
        BlockedBy = map.List("blocked_by", ticket.BlockedBy, TicketId.FromStored),
        Blocks = map.List("blocks", ticket.Blocks, TicketId.FromStored),
        RelatedTo = map.List("related_to", ticket.RelatedTo, TicketId.FromStored),
        EpicId = map.Single("epic_id", ticket.EpicId, EpicId.FromStored),
        ParentTicketId = map.Single("parent_ticket_id", ticket.ParentTicketId, TicketId.FromStored),
        ChildTicketIds = map.List("child_ticket_ids", ticket.ChildTicketIds, TicketId.FromStored),
        AssignedAgent = map.Single("assigned_agent", ticket.AssignedAgent, AgentId.FromStored),
        AgentTasks = map.List("agent_tasks", ticket.AgentTasks, AgentTaskId.FromStored),
    });

    private static ArgumentException Unknown(Document document) =>
        new($"References of documents of type {document.GetType().Name} are not known.", nameof(document));
}
