namespace RepoTickets.Workflows.Tests.Validation;

public sealed class WorkflowValidatorTests
{
    [Fact]
    public void Validate_OfAGoodDefinition_FindsNothing()
    {
        var definition = Of(
            Task("build") with
            {
                Compensation = Task("clean-up") with { Instructions = "Undo ${steps.build.result} ${steps.ship.result}" },
            },
            Task("test", "build") with { Condition = "steps.build.result.url != null and params.fast" },
            new ForEachStep
            {
                Id = "ship", DependsOn = ["test"], Items = "params.targets", WhenDependencySkipped = SkipRule.RunIfAny,
                Body = Task("ship-one") with { Instructions = "${item} ${index} ${steps.build.result}", Condition = "item != ''" },
            },
            new WaitForEventStep { Id = "wait", Event = "ticket.*", Filter = "event.id == ticket.id and fast" },
            new DelayStep { Id = "pause", Until = "steps.wait.result.time", DependsOn = ["wait"] },
            new ApprovalStep { Id = "ask", Question = "Ship ${workflow.id}?", Approvers = ["anna", "bo"] },
            new SubWorkflowStep { Id = "sub", Definition = "other", Input = [new("a", "params.fast")] }) with
        {
            Parameters =
            [
                new("fast", ParameterType.Boolean, WorkflowValue.Of(true)), new("targets", ParameterType.List),
                new("note", ParameterType.Text, WorkflowValue.Null),
            ],
        };
        Assert.Empty(WorkflowValidator.Validate(definition));
        WorkflowValidator.ThrowIfInvalid(definition);
    }

    public static TheoryData<string, string, string> BadWholes() => new()
    {
        { "Bug Fix", "name", "a-z, 0-9" },
        { "", "name", "is empty" },
        { "a--b", "name", "two in a row" },
        { new string('a', 65), "name", "longer than 64" },
    };

    [Theory]
    [MemberData(nameof(BadWholes))]
    public void Validate_OfABadName_TellsSo(string name, string field, string reason) =>
        AssertProblem(Of(Task("a")) with { Name = name }, field, reason);

    [Fact]
    public void Validate_OfABadWhole_TellsAllAtOnce()
    {
        var definition = Of(Task("a")) with
        {
            Version = 0, MaximumParallelSteps = 257, TimeOut = TimeSpan.Zero, OnFailure = (FailureMode)9, Description = new('x', 20_001),
            Parameters =
            [
                new("1a"), new("b", (ParameterType)9), new("c"), new("c"), new("d", ParameterType.Number, WorkflowValue.Of("1")),
            ],
        };
        Assert.Equal(
            [
                "version", "description", "parallel", "on-failure", "timeout", "parameters.1a", "parameters.b.type", "parameters.c",
                "parameters.d.default",
            ],
            WorkflowValidator.Validate(definition).Select(problem => problem.Field));
    }

    [Fact]
    public void Validate_WithoutSteps_TellsSo() => AssertProblem(Of(), "steps", "1 to 1000 steps");

    [Fact]
    public void Validate_OfNamesUsedTwice_TellsEach()
    {
        var problems = WorkflowValidator.Validate(Of(
            Task("a"),
            Task("a"),
            Task("b") with { Compensation = Task("a") },
            new ForEachStep { Id = "c", Items = "[1]", Body = Task("b") }));
        Assert.Equal(["steps[1].id", "steps[2].compensate.id", "steps[3].for-each.do.id"], problems.Select(problem => problem.Path));
        Assert.All(problems, problem => Assert.Contains("name of its own", problem.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing", "no step 'nothing'. The steps are: a, b")]
    [InlineData("undo", "'undo' undoes 'a'")]
    [InlineData("each", "for each item of 'b'")]
    public void Validate_OfAnUnknownDependency_TellsWhatIsThere(string dependency, string reason) => AssertProblem(
        Of(
            Task("a") with { Compensation = Task("undo") },
            new ForEachStep { Id = "b", Items = "[1]", Body = Task("each") },
            Task("c", "a", dependency)),
        "depends-on[1]",
        reason);

    [Fact]
    public void Validate_OfCycles_NamesEach()
    {
        var problems = WorkflowValidator.Validate(Of(
            Task("a"), Task("b", "a", "d"), Task("c", "b"), Task("d", "c"), Task("e", "d"), Task("f", "f"), Task("g", "a")));
        Assert.Equal(
            ["steps[1].depends-on[1]", "steps[5].depends-on[0]"], problems.Select(problem => problem.Path));
        Assert.Contains("b → d → c → b", problems[0].Reason, StringComparison.Ordinal);
        Assert.Contains("f → f", problems[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 +", 3, "missing at the end")]
    [InlineData("steps.nothing.result", 0, "no step 'nothing'")]
    [InlineData("true and steps.later.result", 9, "Add it to depends-on of 'b'")]
    [InlineData("steps['b'].result", 0, "this step itself")]
    [InlineData("steps.a.output", 0, "has no 'output', only status, result, error")]
    [InlineData("params.nothing", 0, "Declare it")]
    [InlineData("a == 1", 0, "written steps.a.result")]
    [InlineData("something", 0, "in quotes")]
    [InlineData("item", 0, "for-each")]
    [InlineData("event", 0, "filter")]
    [InlineData("workflow.owner", 0, "'workflow' has no 'owner', only id")]
    public void Validate_OfABadExpression_TellsPlaceAndRemedy(string condition, int position, string reason)
    {
        var problem = AssertProblem(
            Of(Task("a"), Task("b", "a") with { Condition = condition }, Task("later", "b")) with { Parameters = [new("given")] },
            "if",
            reason);
        Assert.Equal((position, "b", "steps[1].if"), (problem.Position, problem.Step, problem.Path));
    }

    [Fact]
    public void Validate_OfInstructions_TellsThePlaceInTheText()
    {
        var problem = AssertProblem(Of(Task("a") with { Instructions = "Do ${params.x}" }), "task.instructions", "no parameter 'x'");
        Assert.Equal(5, problem.Position);
        AssertProblem(Of(Task("a") with { Instructions = "Do ${" }), "task.instructions", "not closed");
    }

    public static TheoryData<string, string, StepDefinition> BadSteps() => new()
    {
        { "title", "1000", Task("a") with { Title = new('x', 1_001) } },
        { "id", "hyphens", Task("A") },
        { "timeout", "10 years", Task("a") with { TimeOut = TimeSpan.FromDays(4_000) } },
        { "when-dependency-skipped", "run-if-any", Task("a") with { WhenDependencySkipped = (SkipRule)7 } },
        { "retry.attempts", "1 to 100", Task("a") with { Retry = RetryRule.Attempts(0) } },
        { "retry.delay", "1 day", Task("a") with { Retry = RetryRule.Attempts(2) with { Delay = TimeSpan.FromDays(2) } } },
        { "retry.maximum-delay", "at least", Task("a") with { Retry = RetryRule.Attempts(2) with { MaximumDelay = TimeSpan.Zero } } },
        { "retry.back-off", "1 to 10", Task("a") with { Retry = RetryRule.Attempts(2) with { BackOff = double.NaN } } },
        { "retry.jitter", "0 to 1", Task("a") with { Retry = RetryRule.Attempts(2) with { Jitter = 1.5 } } },
        { "depends-on", "depends on nothing", Task("a") with { Compensation = Task("b", "a") } },
        { "if", "no condition", Task("a") with { Compensation = Task("b") with { Condition = "true" } } },
        { "compensate", "of its own", Task("a") with { Compensation = Task("b") with { Compensation = Task("c") } } },
        { "compensate", "of its own", Each(Task("b") with { Compensation = Task("c") }) },
        { "depends-on", "depends on nothing", Each(Task("b", "a")) },
        { "for-each", "cannot hold another", Each(new ForEachStep { Id = "b", Items = "[]", Body = Task("c") }) },
        { "for-each.parallel", "1 to 256", Each(Task("b")) with { MaximumParallelItems = 0 } },
        { "for-each.items", "missing at the end", Each(Task("b")) with { Items = "[" } },
        { "task.type", "is empty", Task("a") with { TaskType = " " } },
        { "task.agent", "AGENT-CODE-BOT", Task("a") with { AgentId = AgentId.FromStored("a b") } },
        { "code.name", "line break", new CodeStep { Id = "a", Code = "x\ny" } },
        { "code.input.x", "missing at the end", new CodeStep { Id = "a", Code = "x", Input = [new("x", "1 +")] } },
        { "code.input.x", "two inputs", new CodeStep { Id = "a", Code = "x", Input = [new("x", "1"), new("x", "2")] } },
        { "code.input.x-y", "underscores", new CodeStep { Id = "a", Code = "x", Input = [new("x-y", "1")] } },
        { "wait.for", "is empty", new WaitForEventStep { Id = "a", Event = "" } },
        { "wait.filter", "not closed", new WaitForEventStep { Id = "a", Event = "b", Filter = "(event" } },
        { "delay", "10 years", new DelayStep { Id = "a", Duration = TimeSpan.FromTicks(-1) } },
        { "delay", "Keep one", new DelayStep { Id = "a", Duration = TimeSpan.FromDays(1), Until = "'2030-01-01'" } },
        { "approval.approvers[1]", "twice", new ApprovalStep { Id = "a", Approvers = ["anna", "anna"] } },
        { "workflow.name", "is empty", new SubWorkflowStep { Id = "a", Definition = "" } },
        { "workflow.name", "never end", new SubWorkflowStep { Id = "a", Definition = "sample" } },
        { "workflow.version", "from 1", new SubWorkflowStep { Id = "a", Definition = "b", DefinitionVersion = 0 } },
    };

    [Theory]
    [MemberData(nameof(BadSteps))]
    public void Validate_OfABadStep_TellsFieldAndReason(string field, string reason, StepDefinition step) =>
        AssertProblem(Of(step), field, reason);

    [Fact]
    public void Validate_AgainstKnownDefinitions_ChecksNamesVersionsAndInputs()
    {
        var other = Of(Task("a")) with
        {
            Name = "other",
            Version = 2,
            Parameters = [new("need"), new("can", Default: WorkflowValue.Of("x"))],
        };
        WorkflowDefinition[] known = [other];
        Assert.Empty(WorkflowValidator.Validate(Of(Sub("other", null, new NamedExpression("need", "1"))), known));
        AssertProblem(Of(Sub("others")), "workflow.name", "Known: other", known);
        AssertProblem(Of(Sub("other", 1)), "workflow.version", "There is: 2", known);
        AssertProblem(Of(Sub("other", 2)), "workflow.input", "needs a value for 'need'", known);
        AssertProblem(Of(Sub("other", 2, new("need", "1"), new("x", "1"))), "workflow.input.x", "It has: need, can", known);
    }

    [Fact]
    public void Validate_OfDefinitionsThatRunEachOther_NamesTheWay()
    {
        var first = Of(Sub("second"));
        var second = Of(new ForEachStep { Id = "each", Items = "[1]", Body = Sub("sample") }) with { Name = "second" };
        AssertProblem(first, "steps", "sample → second → sample", [second]);
        Assert.Empty(WorkflowValidator.Validate(Of(Sub("sample", 1)) with { Version = 2 }, [Of(Task("a"))]));
    }

    [Fact]
    public void Validate_OfAFlood_EndsWithABoundedList()
    {
        var dependencies = Enumerable.Range(0, 1_000).Select(i => $"x{i}").ToValueList();
        var steps = Enumerable.Range(0, 1_000).Select(i => (StepDefinition)(Task($"s{i}") with { DependsOn = dependencies }));
        var problems = WorkflowValidator.Validate(Of([.. steps]));
        Assert.Equal(WorkflowValidator.MaximumProblems, problems.Count);
        Assert.Contains("more problems", problems[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OfTheLargestGraph_TakesNoTime()
    {
        var ids = Enumerable.Range(0, 1_000).Select(i => $"s{i}").ToList();
        var steps = ids.Select((id, i) => (StepDefinition)(Task(id) with
        {
            DependsOn = ids.Take(i).ToValueList(),
            Condition = i == 0 ? null : "steps.s0.result != steps['s" + (i - 1) + "'].result or true",
        }));
        Assert.Empty(WorkflowValidator.Validate(Of([.. steps])));
    }

    [Fact]
    public void ThrowIfInvalid_OfABadDefinition_ListsAll()
    {
        var error = Assert.Throws<InvalidWorkflowException>(() => WorkflowValidator.ThrowIfInvalid(Of(Task("a", "x"), Task("b", "y"))));
        Assert.Equal(2, error.Problems.Count);
        Assert.Contains("Step 'a', depends-on[0]: There is no step 'x'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Step 'b'", error.Message, StringComparison.Ordinal);
    }

    private static WorkflowDefinition Of(params StepDefinition[] steps) => new() { Name = "sample", Steps = steps.ToValueList() };

    private static AgentTaskStep Task(string id, params string[] dependsOn) =>
        new() { Id = id, TaskType = "code", DependsOn = dependsOn.ToValueList() };

    private static ForEachStep Each(StepDefinition body) => new() { Id = "a", Items = "[1]", Body = body };

    private static SubWorkflowStep Sub(string name, int? version = null, params NamedExpression[] input) =>
        new() { Id = "sub", Definition = name, DefinitionVersion = version, Input = input.ToValueList() };

    private static WorkflowProblem AssertProblem(
        WorkflowDefinition definition, string field, string reason, IReadOnlyCollection<WorkflowDefinition>? known = null)
    {
        var problem = Assert.Single(WorkflowValidator.Validate(definition, known));
        Assert.Equal(field, problem.Field);
        Assert.Contains(reason, problem.ToString(), StringComparison.Ordinal);
        return problem;
    }
}
