using System.Text;
using RepoTickets.Storage.Tests.Store;

namespace RepoTickets.Storage.Tests.Documents;

public sealed class WorkflowFormatTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorkflowInstance Workflow = new()
    {
        Id = WorkflowId.Parse("WF-0000000A"),
        Definition = "release",
        DefinitionVersion = 2,
        DefinitionId = WorkflowDefinitionId.Parse("RELEASE-V2-0000000B"),
        Status = WorkflowStatus.Running,
        CreatedAt = Noon,
        Steps =
        [
            new() { Id = "build", Status =
                WorkflowStepStatus.Completed, Attempts = 1, StartedAt = Noon, EndedAt = Noon, Ordinal = 1, Result = "\"no\"" },
            new()
            {
                Id = "deploy", Status = WorkflowStepStatus.Waiting, Attempts = 1,
                Items = [new() { Id = "0", Status = WorkflowStepStatus.Completed, Result = "1" }, new() { Id = "1" }],
            },
        ],
        Signals = [new("go", "{}", Noon)],
        History = [new(Noon, "workflow_started"), new(Noon, "step_failed", "build", "two  blanks: #x")],
    };

    [Fact]
    public void Create_Workflow_IsReadableAndOneLineAField()
    {
        var text = Encoding.UTF8.GetString(Formats.Utc.Create(Workflow));
        Assert.Equal(
            """
            id: WF-0000000A
            definition: release
            definition_version: 2
            definition_id: RELEASE-V2-0000000B
            ticket_id: null
            parent_id: null
            parent_step: null
            status: running
            next_status: null
            reason: ''
            parameters: '{}'
            created_at: '2026-03-04T12:00:00.000000Z'
            ended_at: null
            paused_at: null
            deadline: null
            steps:
            - id: build
              status: completed
              attempts: 1
              started_at: '2026-03-04T12:00:00.000000Z'
              ended_at: '2026-03-04T12:00:00.000000Z'
              ordinal: 1
              result: '"no"'
            - id: deploy
              status: waiting
              attempts: 1
              items:
              - '{"id":"0","status":"completed","result":"1"}'
              - '{"id":"1","status":"pending"}'
            signals:
            - '2026-03-04T12:00:00.000000Z go - {}'
            history:
            - '2026-03-04T12:00:00.000000Z workflow_started -'
            - '2026-03-04T12:00:00.000000Z step_failed build two  blanks: #x'
            history_dropped: 0

            """,
            text);
    }

    [Fact]
    public void CreateThenRead_RandomDocuments_GivesTheSame()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new RandomDocuments(seed);
            foreach (var document in (Document[])[random.Workflow(), random.WorkflowDefinition(), random.WorkflowLease()])
            {
                var bytes = Formats.Berlin.Create(document);
                Assert.True(Formats.Utc.TryRead(document.Key, "f", bytes, out var read, out var fault), $"seed {seed}: {fault}");
                Assert.True(document.Equals(read), $"seed {seed}: {document} became {read}");
            }
        }
    }

    [Fact]
    public void Rewrite_RandomChanges_KeepsCommentsAndReadsBack()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new RandomDocuments(seed);
            var before = random.Workflow();
            byte[] bytes = [.. "# by hand\nmine: 1\n"u8, .. Formats.Utc.Create(before)];
            var after = random.Workflow() with { Id = before.Id };
            var rewritten = Formats.Utc.Rewrite(bytes, before.Key, after);
            Assert.True(Formats.Utc.TryRead(before.Key, "f", rewritten, out var read, out var fault), $"seed {seed}: {fault}");
            Assert.True(after.Equals(read), $"seed {seed}: {after} became {read}");
            Assert.StartsWith("# by hand\nmine: 1\n", Encoding.UTF8.GetString(rewritten), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("status: running", "status: happy", "allowed are created")]
    [InlineData("  - '{\"id\":\"1\",\"status\":\"pending\"}'", "  - '{\"id\":\"1\"}'", "not such a line")]
    [InlineData("- '2026-03-04T12:00:00.000000Z go - {}'", "- yesterday go - x", "not such a line")]
    [InlineData("parameters: '{}'", "parameters: '[]'", "not a JSON object")]
    [InlineData("id: WF-0000000A", "id: WF-0000000C", "WF-0000000C")]
    public void TryRead_BadWorkflow_SaysWhat(string good, string bad, string expected)
    {
        var text = Encoding.UTF8.GetString(Formats.Utc.Create(Workflow)).Replace(good, bad, StringComparison.Ordinal);
        Assert.False(Formats.Utc.TryRead(Workflow.Key, "x", Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitAsync_Workflow_IsReadBackListedAndFollowedAndHandEditsAreTakenUp()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var store = temporary.Store;
        var definition = new StoredWorkflowDefinition
        {
            Id = Workflow.DefinitionId,
            Name = "release",
            DefinitionVersion = 2,
            Content = "name: release\n",
        };
        var lease = new WorkflowLease { WorkflowId = Workflow.Id, Token = 1, GrantedAt = Noon, ExpiresAt = Noon };
        var result = await store.CommitAsync(new(
            DocumentChange.Create(Workflow with { CreatedAt = Noon.AddTicks(3) }), DocumentChange.Create(definition),
            DocumentChange.Create(lease)));
        Assert.Equal(Workflow, result.Documents[0]);
        Assert.Equal([Workflow], (await store.ListAsync<WorkflowInstance>()).Documents);
        Assert.Equal([definition], (await store.ListAsync<StoredWorkflowDefinition>()).Documents);
        Assert.Equal([lease], (await store.ListAsync<WorkflowLease>()).Documents);
        Assert.True(File.Exists(Path.Combine(temporary.Root, "workflows", "WF-0000000A.yaml")));
        Assert.True(File.Exists(Path.Combine(temporary.Root, "workflows", "definitions", "RELEASE-V2-0000000B.yaml")));
        Assert.True(File.Exists(Path.Combine(temporary.Root, ".sdk", "workflows", "WF-0000000A.json")));
        Assert.True((await ((IStoreMaintenance)store).VerifyAsync()).IsClean);

        var path = Path.Combine(temporary.Root, "workflows", "WF-0000000A.yaml");
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("status: running", "status: paused", StringComparison.Ordinal));
        await store.RefreshAsync();
        Assert.Equal(WorkflowStatus.Paused, ((WorkflowInstance)(await store.GetAsync(Workflow.Key))!).Status);
        Assert.Equal("external", (await store.Feed.ReadAsync(0))[^1].Source);
        var created = await store.CreateAsync(Workflow with { Id = default });
        Assert.StartsWith("WF-", created.Id.Value, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidChangeSetException>(async () => await store.CreateAsync(definition with { Id = default }));
    }
}
