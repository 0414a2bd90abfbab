using System.Runtime.CompilerServices;

namespace RepoTickets.Workflows.Tests.Yaml;

public sealed class WorkflowYamlTests
{
    private const string Sample = """
        name: ship-it
        version: 3
        description: |
          Builds and ships.
        on-failure: continue
        parallel: 2
        timeout: P1DT12H
        parameters:
          version: text
          targets:
            type: list
            default: [test, 1, true, "2", null, {a: b}]
            description: Where to
        steps:
          - id: build
            title: Build it
            task: {type: code, agent: AGENT-1, priority: low, instructions: "Build ${params.version}"}
            retry: {attempts: 3, delay: 5s}
            timeout: 30m
            repeatable: true
            compensate:
              id: clean-up
              code: clean-up
          - id: ask
            depends-on: build
            if: steps.build.result.url != null and length(params.targets) > 0
            approval: {question: Ship?, approvers: [anna, bo]}
          - id: ship
            depends-on: [ask]
            when-dependency-skipped: run-if-any
            for-each:
              items: params.targets
              parallel: 8
              do: {id: ship-one, code: {name: ship, input: {target: item}}}
          - id: settle
            depends-on: [ship]
            delay: 1h30m
          - id: morning
            until: steps.settle.result
            depends-on: [settle]
          - {id: seen, wait: {for: ticket.closed, filter: event.id == ticket.id}}
          - {id: after, workflow: {name: report, version: 2, input: {text: "'done'"}}, retry: 2}
          - {id: short, task: review}
        """;

    [Fact]
    public void Read_OfASample_GivesTheDefinition()
    {
        var expected = new WorkflowDefinition
        {
            Name = "ship-it", Version = 3, Description = "Builds and ships.\n", OnFailure = FailureMode.Continue, MaximumParallelSteps = 2,
            TimeOut = TimeSpan.FromHours(36),
            Parameters =
            [
                new("version"),
                new(
                    "targets",
                    ParameterType.List,
                    WorkflowValue.Of([
                        WorkflowValue.Of("test"), WorkflowValue.Of(1), WorkflowValue.Of(true), WorkflowValue.Of("2"), default,
                        WorkflowValue.Of([new WorkflowMember("a", WorkflowValue.Of("b"))]),
                    ]),
                    "Where to"),
            ],
            Steps =
            [
                new AgentTaskStep
                {
                    Id = "build", Title = "Build it", TaskType = "code", AgentId = AgentId.Parse("AGENT-1"), Priority = TicketPriority.Low,
                    Instructions = "Build ${params.version}", Retry = RetryRule.Attempts(3) with { Delay = TimeSpan.FromSeconds(5) },
                    TimeOut = TimeSpan.FromMinutes(30), IsRepeatable = true,
                    Compensation = new CodeStep { Id = "clean-up", Code = "clean-up" },
                },
                new ApprovalStep
                {
                    Id = "ask", DependsOn = ["build"], Condition = "steps.build.result.url != null and length(params.targets) > 0",
                    Question = "Ship?", Approvers = ["anna", "bo"],
                },
                new ForEachStep
                {
                    Id = "ship", DependsOn = ["ask"], WhenDependencySkipped = SkipRule.RunIfAny, Items = "params.targets",
                    MaximumParallelItems = 8, Body = new CodeStep { Id = "ship-one", Code = "ship", Input = [new("target", "item")] },
                },
                new DelayStep { Id = "settle", DependsOn = ["ship"], Duration = TimeSpan.FromMinutes(90) },
                new DelayStep { Id = "morning", DependsOn = ["settle"], Until = "steps.settle.result" },
                new WaitForEventStep { Id = "seen", Event = "ticket.closed", Filter = "event.id == ticket.id" },
                new SubWorkflowStep
                {
                    Id = "after", Definition = "report", DefinitionVersion = 2, Input = [new("text", "'done'")],
                    Retry = RetryRule.Attempts(2),
                },
                new AgentTaskStep { Id = "short", TaskType = "review" },
            ],
        };
        var reading = WorkflowYaml.Read(Sample, "ship-it.yaml");
        Assert.Empty(reading.Faults);
        Assert.Equal(expected, reading.GetDefinition());
        Assert.Equal(expected, WorkflowYaml.Read("\uFEFF" + Sample.ReplaceLineEndings("\r\n"), "x").Definition);
    }

    [Fact]
    public void Write_OfASample_IsWhatPeopleWouldWrite()
    {
        var text = WorkflowYaml.Write(WorkflowYaml.Read(Sample, "x").GetDefinition());
        Assert.Equal(
            """
            name: ship-it
            version: 3
            description: |
              Builds and ships.
            parallel: 2
            on-failure: continue
            timeout: 36h
            parameters:
              version: text
              targets:
                type: list
                default: [test, 1, true, "2", null, {"a": b}]
                description: Where to
            steps:
              - id: build
                title: Build it
                task:
                  type: code
                  agent: AGENT-1
                  priority: low
                  instructions: Build ${params.version}
                retry:
                  attempts: 3
                  delay: 5s
                  back-off: 2
                  maximum-delay: 1m
                  jitter: 0.2
                timeout: 30m
                repeatable: true
                compensate:
                  id: clean-up
                  code: clean-up
              - id: ask
                depends-on: [build]
                if: steps.build.result.url != null and length(params.targets) > 0

            """,
            text[..text.IndexOf("    approval", StringComparison.Ordinal)]);
    }

    [Fact]
    public void Read_OfTheDocumentedExample_FindsNothingWrong()
    {
        var page = File.ReadAllText(DocumentationPath()).ReplaceLineEndings("\n");
        var start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;
        var example = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.Empty(WorkflowYaml.Read(example, "ship-it.yaml").Faults);
    }

    [Fact]
    public void Read_OfManyFaults_TellsAllWithTheirPlaces()
    {
        const string Text = """
            name: Bug Fix
            version: one
            colour: red
            steps:
              - id: a
                code: x
                retry: {attempts: 500, delai: 5s}
                depends-on: [b, nothing]
              - id: b
                code: y
                if: steps.a.result ==
                timeout: 5 minutes
                depends-on: [a]
              - id: b
                title: [x]
                delay: 1h
                code: z
              - code: x
              - id: d
              - text
              - id: e
                code: x
                if: "params.x == 1"
                id: f
              - id: g
                for-each: {items: params.x, do: {id: h, task: {type: t, prio: 1, instructions: "a ${", priority: "A B"}}}
            """;
        var reading = WorkflowYaml.Read(Text, "x.yaml");
        Assert.Null(reading.Definition);
        string[] expected =
        [
            "x.yaml(1,7): The name has other characters",
            "x.yaml(2,10): 'version' is a whole number, such as 3, not 'one'.",
            "x.yaml(3,1): A workflow has no key 'colour'. It has: description,",
            "x.yaml(7,23): 1 to 100 attempts",
            "x.yaml(7,28): A retry rule has no key 'delai'",
            "x.yaml(8,18): The step waits for itself: a → b → a",
            "x.yaml(8,21): There is no step 'nothing'",
            "x.yaml(11,26): A value is missing at the end",
            "x.yaml(12,14): 'timeout' is a time such as 90s",
            "x.yaml(14,9): steps[1] has this name, too",
            "x.yaml(15,12): Text belongs here",
            "x.yaml(17,5): A step does one thing, but here are 'delay' and 'code'",
            "x.yaml(18,5): The key 'id' is missing",
            "x.yaml(19,5): The step does not say what it does",
            "x.yaml(20,5): A step belongs here",
            "x.yaml(23,9): There is no parameter 'x'",
            "x.yaml(24,5): The key 'id' is there twice, first in line 21",
            "x.yaml(26,23): There is no parameter 'x'",
            "x.yaml(26,61): 'task' has no key 'prio'",
            "x.yaml(26,84): This '${' is not closed",
            "x.yaml(26,102): 'A B' is no priority",
        ];
        Assert.Equal(expected.Length, reading.Faults.Count);
        foreach (var (start, fault) in expected.Zip(reading.Faults))
        {
            Assert.StartsWith(start, fault.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains(
            "x.yaml(26,102)", Assert.Throws<WorkflowFileException>(reading.GetDefinition).Faults[^1].ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, int, int, string> Hostile() => new()
    {
        { "", 1, 1, "holds nothing" },
        { "# nothing\n", 1, 1, "holds nothing" },
        { "- a", 1, 1, "mapping" },
        { "text", 1, 1, "mapping" },
        { "name: a\n---\nname: b", 2, 1, "second document" },
        { "name: &x a", 1, 7, "anchor" },
        { "name: *x", 1, 7, "alias" },
        { "name: !x a", 1, 7, "tag" },
        { "name: [a", 1, 1, "not valid YAML" },
        { "name: \"a", 1, 1, "not valid YAML" },
        { "name: a\n\tversion: 1", 1, 1, "not valid YAML" },
        { "[a]: b", 1, 1, "word" },
        { "name: a\n<<<<<<< HEAD\nversion: 1\n=======\n>>>>>>> x", 2, 1, "merge conflict" },
        { "name:\nsteps: []", 1, 1, "missing" },
        { "steps: {}", 1, 1, "'name' is missing" },
        { "name: a", 1, 1, "'steps' is missing" },
        { "name: \"\\uD800\\uD800\"", 1, 1, "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_OfHostileText_GivesFaults(string text, int line, int column, string reason)
    {
        var reading = WorkflowYaml.Read(text, "x.yaml");
        Assert.Null(reading.Definition);
        var fault = Assert.IsType<WorkflowFault>(
            reading.Faults.FirstOrDefault(fault => fault.Reason.Contains(reason, StringComparison.Ordinal)));
        Assert.True(fault.Line >= line && fault.Column >= column, fault.ToString());
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{", 100_000)]
    [InlineData("- ", 100_000)]
    [InlineData("a: [", 50_000)]
    [InlineData("? ", 100_000)]
    [InlineData("&a ", 100_000)]
    [InlineData("!a ", 100_000)]
    [InlineData("\"\\u", 100_000)]
    [InlineData("a\n", 400_000)]
    [InlineData("x", 1_000_001)]
    public void Read_OfAFloodOfSigns_GivesFaults(string sign, int count)
    {
        var flood = string.Concat(Enumerable.Repeat(sign, count));
        Assert.NotEmpty(WorkflowYaml.Read(flood, "x").Faults);
        Assert.NotEmpty(WorkflowYaml.Read($"name: {flood}", "x").Faults);
    }

    [Fact]
    public void Read_OfFloodsOfContent_GivesBoundedFaultsSoon()
    {
        var parameters = string.Concat(Enumerable.Range(0, 45_000).Select(i => $"  p{i}: text\n"));
        Assert.InRange(WorkflowYaml.Read($"name: a\nparameters:\n{parameters}steps: []\n", "x").Faults.Count, 2, 200);
        var keys = string.Concat(Enumerable.Range(0, 45_000).Select(i => $"k{i}: text\n"));
        Assert.InRange(WorkflowYaml.Read(keys, "x").Faults.Count, 2, 200);
        var steps = string.Concat(Enumerable.Range(0, 45_000).Select(_ => "  - {}\n"));
        Assert.InRange(WorkflowYaml.Read($"name: a\nsteps:\n{steps}", "x").Faults.Count, 2, 200);
    }

    [Fact]
    public void Write_OfAnInvalidDefinition_Throws()
    {
        Assert.Throws<InvalidWorkflowException>(() => WorkflowYaml.Write(new() { Name = "a", Steps = [] }));
        var half = new WorkflowDefinition { Name = "a", Description = "\ud83d", Steps = [new DelayStep { Id = "a" }] };
        Assert.Contains(
            "surrogate", Assert.Throws<InvalidWorkflowException>(() => WorkflowYaml.Write(half)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("90s", 90)]
    [InlineData("30m", 1_800)]
    [InlineData("2h", 7_200)]
    [InlineData("1d", 86_400)]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5h", 5_400)]
    [InlineData("1d2h3m4s5ms", 93_784.005)]
    [InlineData("PT5M", 300)]
    [InlineData("P1W2DT3H4M5.5S", 788_645.5)]
    public void Duration_InAnyForm_IsRead(string text, double seconds)
    {
        Assert.True(DurationText.TryRead(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.True(DurationText.TryRead(DurationText.Write(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(999_999_999_999_990_001)]
    [InlineData(TimeSpan.TicksPerDay * 10_675_199)]
    public void Duration_OfManyDigits_IsReadBack(long ticks)
    {
        var duration = TimeSpan.FromTicks(ticks);
        Assert.True(DurationText.TryRead(DurationText.Write(duration), out var again), DurationText.Write(duration));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("-5m")]
    [InlineData("m")]
    [InlineData("5m1h")]
    [InlineData("5m5m")]
    [InlineData("1.h")]
    [InlineData(".5h")]
    [InlineData("1..5h")]
    [InlineData("5M")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P5M")]
    [InlineData("99999999999d")]
    [InlineData("999999999999999999999999s")]
    [InlineData("0.00000001s")]
    public void Duration_OfAnotherForm_IsRefused(string text) => Assert.False(DurationText.TryRead(text, out _));

    private static string DocumentationPath([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "../../../docs/workflow-definitions.md");

    [Theory]
    [InlineData("99999999999999999d")]
    [InlineData("999999999999999999d999999999999999999h")]
    [InlineData("P999999999999999999W")]
    public void Read_TimeBeyondAllNumbers_IsAFault(string time)
    {
        var reading = WorkflowYaml.Read($"name: a\ntimeout: {time}\nsteps:\n- {{id: b, task: code}}\n", "a.yaml");
        Assert.Equal(2, Assert.Single(reading.Faults).Line);
    }
}
