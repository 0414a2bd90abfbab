namespace RepoTickets.Workflows.Tests.Building;

public sealed class WorkflowBuilderTests
{
    [Fact]
    public void Build_OfEverything_GivesTheValues()
    {
        var definition = Workflow.Define("ship-it")
            .Version(2)
            .Describe("Ships")
            .MaximumParallelSteps(3)
            .OnFailure(FailureMode.Continue)
            .TimeOut(TimeSpan.FromHours(1))
            .Parameter<string>("version", "which")
            .Parameter<int?>("count")
            .Parameter<string[]>("targets")
            .OptionalParameter("fast", true)
            .OptionalParameter("ratio", 0.5m)
            .OptionalParameter<string?>("note", null)
            .OptionalParameter("list", (object[])[1, "a", true, new List<int> { 2 }])
            .Step("build", step => step
                .Title("Build it")
                .Task("code", "Build ${params.version}", TicketPriority.Low, AgentId.Parse("AGENT-1"))
                .Retry(3)
                .TimeOut(TimeSpan.FromMinutes(5))
                .Repeatable()
                .CompensateWith("clean-up", undo => undo.Code("clean-up").Input("what", "steps.build.result")))
            .Step("ask", step => step.Approval("Ship?", "anna", "bo").After("build").If("fast"))
            .Step("ship", step => step
                .ForEach("params.targets", "ship-one", body => body.Workflow("ship-one", 4).Input("target", "item"), 8)
                .After("ask", "build")
                .WhenDependencySkipped(SkipRule.RunIfAny))
            .Step("wait", step => step.WaitFor("ticket.closed", "event.id == ticket.id"))
            .Step("pause", step => step.Delay(TimeSpan.FromSeconds(1)).Retry(RetryRule.None))
            .Step("morning", step => step.Until("'2030-01-01T06:00:00Z'"))
            .Step(new AgentTaskStep { Id = "more", TaskType = "review" })
            .Build();
        var expected = new WorkflowDefinition
        {
            Name = "ship-it", Version = 2, Description = "Ships", MaximumParallelSteps = 3, OnFailure = FailureMode.Continue,
            TimeOut = TimeSpan.FromHours(1),
            Parameters =
            [
                new("version", Description: "which"), new("count", ParameterType.Number), new("targets", ParameterType.List),
                new("fast", ParameterType.Boolean, WorkflowValue.Of(true)), new("ratio", ParameterType.Number, WorkflowValue.Of(0.5)),
                new("note", ParameterType.Text, WorkflowValue.Null),
                new(
                    "list",
                    ParameterType.List,
                    WorkflowValue.Of([
                        WorkflowValue.Of(1), WorkflowValue.Of("a"), WorkflowValue.Of(true), WorkflowValue.Of([WorkflowValue.Of(2)]),
                    ])),
            ],
            Steps =
            [
                new AgentTaskStep
                {
                    Id = "build", Title = "Build it", TaskType = "code", Instructions = "Build ${params.version}",
                    Priority = TicketPriority.Low,
                    AgentId = AgentId.Parse("AGENT-1"), Retry = RetryRule.Attempts(3), TimeOut = TimeSpan.FromMinutes(5),
                    IsRepeatable = true,
                    Compensation = new CodeStep { Id = "clean-up", Code = "clean-up", Input = [new("what", "steps.build.result")] },
                },
                new ApprovalStep { Id = "ask", Question = "Ship?", Approvers = ["anna", "bo"], DependsOn = ["build"], Condition = "fast" },
                new ForEachStep
                {
                    Id = "ship", Items = "params.targets", MaximumParallelItems = 8, DependsOn = ["ask", "build"],
                    WhenDependencySkipped = SkipRule.RunIfAny,
                    Body = new SubWorkflowStep
                    {
                        Id = "ship-one", Definition = "ship-one", DefinitionVersion = 4, Input = [new("target", "item")],
                    },
                },
                new WaitForEventStep { Id = "wait", Event = "ticket.closed", Filter = "event.id == ticket.id" },
                new DelayStep { Id = "pause", Duration = TimeSpan.FromSeconds(1) },
                new DelayStep { Id = "morning", Until = "'2030-01-01T06:00:00Z'" },
                new AgentTaskStep { Id = "more", TaskType = "review" },
            ],
        };
        Assert.Equal(expected, definition);
    }

    [Fact]
    public void Build_OfManyMistakes_TellsAllAtOnce()
    {
        var builder = Workflow.Define("Ship It")
            .Parameter<DateTime>("when")
            .OptionalParameter("ratio", double.NaN)
            .Step("nothing", step => step.Title("x"))
            .Step("two", step => step.Task("a").Code("b"))
            .Step("input", step => step.Task("a").Input("x", "1"))
            .Step("each", step => step.ForEach("[1]", "inner", body => body.Title("y")))
            .Step("after", step => step.Code("x").After("missing").If("1 +"))
            .Without("unknown");
        var error = Assert.Throws<InvalidWorkflowException>(() => builder.Build());
        Assert.Equal(
            [
                "parameters.when.type", "parameters.ratio.default", "steps[0].kind", "steps[1].kind", "steps[2].input",
                "steps[3].for-each.do.kind", "steps", "name", "steps[4].depends-on[0]", "steps[4].if",
            ],
            error.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void From_ATemplate_ChangesACopy()
    {
        var changed = Workflow.From(WorkflowTemplates.BugFix, "quick-fix")
            .Without("diagnose")
            .Step("fix", step => step.Code("fix-it").After("reproduce"))
            .OptionalParameter("notes", "be quick")
            .Step("tell", step => step.Task("review").After("verify"))
            .Build();
        Assert.Equal(["reproduce", "fix", "verify", "tell"], changed.Steps.Select(step => step.Id));
        Assert.Equal("quick-fix", changed.Name);
        Assert.Equal("be quick", Assert.Single(changed.Parameters).Default!.Value.Text);
        Assert.Equal(4, WorkflowTemplates.BugFix.Steps.Count);
    }

    [Fact]
    public void Without_AStep_JoinsWhatWasAroundIt()
    {
        var definition = Workflow.Define("a")
            .Step("one", step => step.Code("x"))
            .Step("two", step => step.Code("x").After("one"))
            .Step("three", step => step.Code("x").After("two", "one"))
            .Without("two")
            .Build();
        Assert.Equal(["one"], definition.Steps[1].DependsOn);
    }

    [Fact]
    public void Build_WithKnownDefinitions_ChecksThem()
    {
        var builder = Workflow.Define("a").Step("sub", step => step.Workflow("bug-fix").Input("notes", "'x'"));
        Assert.Equal("a", builder.Build(WorkflowTemplates.All).Name);
        builder.Step("sub", step => step.Workflow("bug-fixes"));
        Assert.Throws<InvalidWorkflowException>(() => builder.Build(WorkflowTemplates.All));
    }
}
