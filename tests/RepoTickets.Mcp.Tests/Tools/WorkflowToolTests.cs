using RepoTickets.Mcp.Tests.Support;
using RepoTickets.Workflows;

namespace RepoTickets.Mcp.Tests.Tools;

public sealed class WorkflowToolTests
{
    [Fact]
    public async Task Status_OfWorkflows_IsListedAndShown()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Ship it");
        var id = await StartAsync(repository, TicketId.Parse("SHIP-1"));
        await using var server = await TestServer.StartAsync(repository);
        var listed = await server.CallAsync("workflow_status", new { ticket_id = "ship-1", status = "running" });
        Assert.Equal(id.Value, listed.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(0, (await server.CallAsync("workflow_status", new { status = "failed" })).GetProperty("count").GetInt32());

        var shown = await server.CallAsync("workflow_status", new { id = id.Value });
        Assert.Equal("running", shown.GetProperty("item").GetProperty("status").GetString());
        Assert.Equal("agree", shown.GetProperty("item").GetProperty("steps")[0].GetProperty("id").GetString());
        Assert.Equal(1, shown.GetProperty("progress").GetProperty("steps").GetInt32());
        Assert.StartsWith("agree:", shown.GetProperty("waits_for")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("not_found", (await server.FailAsync("workflow_status", new { id = "WF-00000000" })).Code);
    }

    [Fact]
    public async Task Status_WhereLabelsLimit_ExistsWithItsTicket()
    {
        using var repository = await TestRepository.CreateAsync();
        await repository.AddAsync("Seen", static t => t with { Labels = ["bug"] });
        await repository.AddAsync("Hidden");
        var seen = await StartAsync(repository, TicketId.Parse("SEEN-1"));
        var hidden = await StartAsync(repository, TicketId.Parse("HIDDEN-1"));
        var loose = await StartAsync(repository, null);
        await using var server = await TestServer.StartAsync(repository, "--labels", "bug");
        Assert.Equal([seen.Value], await server.IdsAsync("workflow_status"));
        await server.CallAsync("workflow_status", new { id = seen.Value });
        var unknown = await server.FailAsync("workflow_status", new { id = "WF-00000000" });
        foreach (var id in new[] { hidden, loose })
        {
            var error = await server.FailAsync("workflow_status", new { id = id.Value });
            Assert.Equal(unknown.Sentence.Replace("WF-00000000", id.Value, StringComparison.Ordinal), error.Sentence);
        }
    }

    private static async Task<WorkflowId> StartAsync(TestRepository repository, TicketId? ticket)
    {
        await using var store = await repository.OpenAsync();
        await using var workflows = WorkflowServices.Create(store, new());
        var definition = WorkflowYaml.Read(
            "name: ask\nversion: 1\nsteps:\n  - id: agree\n    approval: Ship it?\n", "ask.yaml").GetDefinition();
        return (await workflows.Engine.StartAsync(definition, new() { TicketId = ticket })).Id;
    }
}
