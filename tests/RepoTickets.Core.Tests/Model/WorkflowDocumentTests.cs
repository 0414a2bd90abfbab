namespace RepoTickets.Core.Tests.Model;

public sealed class WorkflowDocumentTests
{
    private static readonly WorkflowInstance Good = new()
    {
        Id = WorkflowId.Parse("WF-0000000A"),
        Definition = "release",
        DefinitionVersion = 1,
        DefinitionId = WorkflowDefinitionId.Parse("RELEASE-V1-0000000B"),
        TicketId = TicketId.Parse("LOGIN-1"),
        Steps = [new() { Id = "a" }],
    };

    [Fact]
    public void Validate_Workflow_ReportsEveryRuleItBreaks()
    {
        Assert.Empty(DocumentValidator.Validate(Good, new()));
        var broken = Good with
        {
            Definition = " ",
            DefinitionVersion = 0,
            DefinitionId = WorkflowDefinitionId.FromStored("../x"),
            Status = (WorkflowStatus)99,
            Steps = [new() { Id = "a", Result = "", Attempts = -1 }, new() { Id = "a", Items = [new() { Id = "" }] }],
            Signals = [new("two words", "", default), new("-", "1", default, "b c")],
            History = [new(default, "NOT-a_word", "x y")],
        };
        Assert.Equal(
            [
                "definition", "definition_version", "definition_id", "status", "steps[0].attempts", "steps[0].result", "steps[1].id",
                "steps[1].items[0].id",
                "signals[0].name", "signals[0].value", "signals[1].name", "signals[1].step", "history[0].what", "history[0].step",
            ],
            DocumentValidator.Validate(broken, new()).Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_LeaseAndDefinition_ReportEveryRuleTheyBreak()
    {
        var lease = new WorkflowLease { WorkflowId = default, Token = 0, GrantedAt = DateTimeOffset.UnixEpoch };
        Assert.Equal(
            ["workflow_id", "token", "expires_at"], DocumentValidator.Validate(lease, new()).Select(static problem => problem.Field));
        var definition = new StoredWorkflowDefinition
        {
            Id = WorkflowDefinitionId.Parse("A-V1-0"),
            Name = "",
            DefinitionVersion = 0,
            Content = " ",
        };
        Assert.Equal(
            ["name", "definition_version", "content"],
            DocumentValidator.Validate(definition, new()).Select(static problem => problem.Field));
    }

    [Fact]
    public void References_Workflow_NameItsTicketAndItsDefinition()
    {
        Assert.Equal(
            [Good.DefinitionId.Key, Good.TicketId!.Value.Key], DocumentReferences.Of(Good).Select(static reference => reference.To));
        Assert.Null(((WorkflowInstance)DocumentReferences.Remove(Good, Good.TicketId.Value.Key)).TicketId);
        Assert.Equal(Good, DocumentReferences.Remove(Good, Good.DefinitionId.Key));
    }
}
