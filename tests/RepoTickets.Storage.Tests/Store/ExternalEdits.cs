namespace RepoTickets.Storage.Tests.Store;

/// <summary>Documents of every kind for tests of what other programs do to their files.</summary>
internal static class ExternalEdits
{
    /// <summary>Edits the file as an editor would.</summary>
    internal static void Replace(TemporaryStore temporary, Document document, string old, string changed)
    {
        var path = Layout.StoreLayout.RelativePath(document);
        var text = temporary.Read(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        temporary.Write(path, text.Replace(old, changed, StringComparison.Ordinal));
    }

    /// <summary>All documents of this kind.</summary>
    internal static async Task<IReadOnlyList<Document>> ListAsync(ITicketStore store, DocumentKind kind) => kind switch
    {
        DocumentKind.Ticket => [.. (await store.ListAsync<Ticket>()).Documents],
        DocumentKind.Epic => [.. (await store.ListAsync<Epic>()).Documents],
        DocumentKind.BacklogItem => [.. (await store.ListAsync<BacklogItem>()).Documents],
        DocumentKind.Agent => [.. (await store.ListAsync<Agent>()).Documents],
        DocumentKind.AgentTask => [.. (await store.ListAsync<AgentTask>()).Documents],
        DocumentKind.Workflow => [.. (await store.ListAsync<WorkflowInstance>()).Documents],
        _ => [.. (await store.ListAsync<StoredWorkflowDefinition>()).Documents],
    };

    /// <summary>A document of this kind, in whose file the word Before stands.</summary>
    internal static async Task<Document> CreateAsync(ITicketStore store, DocumentKind kind)
    {
        var result = await store.CommitAsync(new ChangeSet(DocumentChange.Create(kind switch
        {
            DocumentKind.Ticket => new Ticket { Title = "Before" },
            DocumentKind.Workflow => new WorkflowInstance
            {
                Id = WorkflowId.Parse("WF-0000000A"),
                Definition = "Before",
                DefinitionVersion = 1,
                DefinitionId = WorkflowDefinitionId.Parse("RELEASE-V2-0000000B"),
                Status = WorkflowStatus.Running,
            },
            DocumentKind.WorkflowDefinition => new StoredWorkflowDefinition
            {
                Id = WorkflowDefinitionId.Parse("RELEASE-V2-0000000B"), Name = "Before", DefinitionVersion = 2, Content = "name: release\n",
            },
            DocumentKind.Epic => new Epic { Title = "Before" },
            DocumentKind.BacklogItem => new BacklogItem { Title = "Before" },
            DocumentKind.Agent => new Agent { Name = "Before" },
            _ => new AgentTask
            {
                TicketId = (await store.CreateAsync("For the task")).Id,
                AgentId = (await store.CreateAsync(new Agent { Name = "Worker" })).Id,
                TaskType = "review",
                Description = "Before",
            },
        })));
        return result.Documents[0]!;
    }

    /// <summary>The commits by which edits were taken up.</summary>
    internal static async Task<List<Commit>> ExternalAsync(ITicketStore store) =>
        [.. (await store.Feed.ReadAsync(0)).Where(static commit => commit.Source == "external")];
}
