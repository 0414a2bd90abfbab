namespace RepoTickets.Workflows.Tests.Definitions;

/// <summary>Random valid definitions with awkward texts.</summary>
internal sealed class RandomDefinition(Random random)
{
    private static readonly string[] Texts =
    [
        "plain words", "null", "~", "true", "no", "12", "1.5e3", "", " ", "  leads", "trails ", "a: b", "a #b", "#x", "- x", "'", "\"",
        "\\",
        "a\nb", "a\nb\n", "a\n\nb", "\na", "a\n\n", "a\n  b\n c", " a\nb", "a\n \nb", "a\r\nb", "a\tb", "\t", "tab\n\tb", "äöü €", "日本語 です",
        "\U0001F600 smile", "\u0085\u2028\u2029", "\0\u0001\u001b", "\uFEFFx", "\uFFFE\uFFFF", "[a, b]", "{a: b}", "*x", "&x", "!x", "|",
        ">", "%TAG",
        "@x", "`x", "---", "...", "--- x\n...\n", "a: b\nc: d", "? x", "<<", "=", "key:", "a,b", "0x1F", "2020-01-01", "$ x", "(x) y: z",
        "<<<<<<< x", "text\n<<<<<<< x\n", "a \nb", "ends with colon x:", "mailto:x y", "x :y", "${'a'} b",
    ];

    private static readonly string[] Conditions =
    [
        "true", "params == null", "'a: b' == \"x #y\"", "not (1 < 2)", "!false", "workflow.id != ''", "[1, 'a'] == [1, 'a']",
        "'\\u00e4' in 'ä'",
        "true and\n  not false", "  1 == 1", "steps == null ? true : false", "{0}",
        "'it''s' == ''".Replace("''s", "\\'s", StringComparison.Ordinal),
    ];

    private int _steps;

    internal WorkflowDefinition Next()
    {
        _steps = 0;
        var steps = new List<StepDefinition>();
        for (var i = random.Next(1, 9); i > 0; i--)
        {
            var dependsOn = steps.Where(_ => random.Next(3) == 0).Select(step => step.Id).ToValueList();
            steps.Add(Step(dependsOn, mayHold: true));
        }

        return new()
        {
            Name = Pick("bug-fix", "a", "2nd-try", "null", "true", new string('x', 64)),
            Version = random.Next(1, 4),
            Description = Text(),
            Parameters = Enumerable.Range(0, random.Next(4)).Select(Parameter).ToValueList(),
            MaximumParallelSteps = Pick(16, 1, 256),
            OnFailure = Pick(FailureMode.FailFast, FailureMode.Continue),
            TimeOut = Maybe(Time),
            Steps = steps.ToValueList(),
        };
    }

    private WorkflowParameter Parameter(int number)
    {
        var type = Pick(ParameterType.Text, ParameterType.Number, ParameterType.Boolean, ParameterType.List);
        WorkflowValue? value = random.Next(4) switch
        {
            0 => null,
            1 => WorkflowValue.Null,
            _ => type switch
            {
                ParameterType.Text => WorkflowValue.Of(Text()),
                ParameterType.Number => Number(),
                ParameterType.Boolean => WorkflowValue.Of(random.Next(2) == 0),
                _ => List(3),
            },
        };
        return new(Pick("null", "on", "Name", "x_1") + number, type, value, Text());
    }

    private WorkflowValue Number() =>
        WorkflowValue.Of(Pick(0, -0.5, 1e300, 1e-7, 12, random.NextDouble(), -1, 123456789012345680d, double.Epsilon));

    private WorkflowValue List(int depth) =>
        WorkflowValue.Of(Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1)).ToValueList());

    private WorkflowValue Value(int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => default,
        1 => WorkflowValue.Of(random.Next(2) == 0),
        2 => Number(),
        3 => WorkflowValue.Of(Text()),
        4 => List(depth),
        _ => WorkflowValue.Of(
            Enumerable.Range(0, random.Next(3)).Select(i => new WorkflowMember(i + Text(), Value(depth - 1))).ToValueList()),
    };

    private StepDefinition Step(ValueList<string> dependsOn, bool mayHold, bool mayBeForEach = true, bool isInner = false)
    {
        var id = Pick("step", "null", "write-tests", "2nd") + "-" + _steps++;
        return Kind(id, mayHold && mayBeForEach) with
        {
            Title = Text(),
            DependsOn = dependsOn,
            Condition = isInner ? null : Maybe(Condition),
            WhenDependencySkipped = isInner ? SkipRule.Skip : Pick(SkipRule.Skip, SkipRule.Run, SkipRule.RunIfAny),
            Retry = random.Next(3) switch
            {
                0 => RetryRule.Attempts(random.Next(1, 100)),
                1 => new(random.Next(1, 100), TimeSpan.FromSeconds(
                    random.Next(100)), 1 + random.NextDouble(), Time() + TimeSpan.FromSeconds(100), 0.25),
                _ => RetryRule.None,
            },
            TimeOut = Maybe(Time),
            IsRepeatable = random.Next(2) == 0,
            Compensation = mayHold && random.Next(4) == 0 ? Step([], mayHold: false, isInner: true) : null,
        };
    }

    private StepDefinition Kind(string id, bool mayBeForEach) => random.Next(mayBeForEach ? 8 : 7) switch
    {
        0 => new AgentTaskStep
        {
            Id = id, TaskType = Pick("code", "null", "12", "a: b"), Instructions = Template(),
            Priority = Pick(TicketPriority.High, TicketPriority.Low, default), AgentId = Maybe(() => AgentId.Parse("AGENT-1")),
        },
        1 => new CodeStep { Id = id, Code = Pick("run", "true", "x y"), Input = Input() },
        2 => new WaitForEventStep { Id = id, Event = Pick("ticket.*", "*", "ok"), Filter = random.Next(2) == 0 ? null : Condition() },
        3 => new DelayStep { Id = id, Duration = random.Next(3) == 0 ? TimeSpan.Zero : Time() },
        4 => new DelayStep { Id = id, Until = Condition() },
        5 => new ApprovalStep { Id = id, Question = Template(), Approvers = Pick<ValueList<string>>([], ["anna"], ["null", "a, b", "12"]) },
        6 => new SubWorkflowStep { Id = id, Definition = "other", DefinitionVersion = random.Next(2) == 0 ? null : 3, Input = Input() },
        _ => new ForEachStep
        {
            Id = id, Items = Condition(), MaximumParallelItems = Pick(4, 1, 256), Body = Step([], mayHold: false, isInner: true),
        },
    };

    private ValueList<NamedExpression> Input() =>
        Enumerable.Range(0, random.Next(3)).Select(i => new NamedExpression(Pick("null", "x_y", "On") + i, Condition())).ToValueList();

    private TimeSpan Time() => Pick(
        TimeSpan.FromTicks(random.Next(1, 100_000_000)), TimeSpan.FromMilliseconds(1_500), TimeSpan.FromSeconds(90),
        TimeSpan.FromMinutes(90),
        TimeSpan.FromHours(36), TimeSpan.FromDays(3_000));

    private string Condition() => Pick(Conditions).Replace("{0}", "1", StringComparison.Ordinal);

    private string Text() => Pick(Texts);

    private string Template()
    {
        var text = Text();
        return random.Next(3) == 0 ? $"{text} ${{workflow.id}} {text}" : text;
    }

    private T? Maybe<T>(Func<T> make)
        where T : struct => random.Next(2) == 0 ? null : make();

    private string? Maybe(Func<string> make) => random.Next(2) == 0 ? null : make();

    private T Pick<T>(params T[] values) => values[random.Next(values.Length)];
}
