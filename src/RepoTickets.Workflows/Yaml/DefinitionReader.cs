namespace RepoTickets.Workflows;

/// <summary>
/// Makes a definition of a file's tree. Whatever is wrong becomes a fault and gets a stand-in, so that the rest can be read and validated:
/// a definition with faults is never given out.
/// </summary>
internal sealed partial class DefinitionReader(FaultList faults)
{
    internal WorkflowDefinition Read(YamlMapping root)
    {
        faults.Place("", root);
        var fields = new YamlFields(root, "", faults);
        var definition = new WorkflowDefinition
        {
            Name = RequireText(fields, "name", "bug-fix"),
            Version = fields.WholeNumber("version") ?? 1,
            Description = fields.Text("description") ?? "",
            Parameters = ReadParameters(fields),
            MaximumParallelSteps = fields.WholeNumber("parallel") ?? 16,
            OnFailure = fields.Word("on-failure", DefinitionWords.FailureModes) ?? FailureMode.FailFast,
            TimeOut = fields.Duration("timeout"),
            Steps = ReadSteps(fields),
        };
        fields.Finish("A workflow");
        return definition;
    }

    private static string RequireText(YamlFields fields, string key, string example) =>
        fields.Require(key, example) is { } node ? fields.TextOf(node, fields.Path(key)) ?? "" : "";

    private static ValueList<WorkflowParameter> ReadParameters(YamlFields fields)
    {
        if (fields.Take("parameters") is not { } node ||
            fields.Inner(node, "parameters", "A mapping of names to parameters") is not { } inner)
        {
            return [];
        }

        return inner.Mapping.Entries.Select(entry => ReadParameter(inner, entry.Key.Text)).ToValueList();
    }

    /// <summary>A parameter is a mapping, or its type alone.</summary>
    private static WorkflowParameter ReadParameter(YamlFields parameters, string name)
    {
        var node = parameters.Take(name)!;
        if (node is YamlScalar)
        {
            return new(name, parameters.Word(name, DefinitionWords.ParameterTypes) ?? ParameterType.Text);
        }

        if (parameters.Inner(node, parameters.Path(name), "A parameter") is not { } fields)
        {
            return new(name);
        }

        var type = fields.Word("type", DefinitionWords.ParameterTypes) ?? ParameterType.Text;
        var value = fields.Take("default") is { } given ? YamlValues.Read(given, type) : (WorkflowValue?)null;
        var parameter = new WorkflowParameter(name, type, value, fields.Text("description") ?? "");
        fields.Finish("A parameter");
        return parameter;
    }

    private ValueList<StepDefinition> ReadSteps(YamlFields fields)
    {
        if (fields.Require("steps", "[{id: build, code: build}]") is not { } node)
        {
            return [];
        }

        if (node is not YamlSequence sequence)
        {
            faults.Add("steps", node, "A list of steps belongs here, each beginning with '- id:'.");
            return [];
        }

        return sequence.Items.Select((item, index) => ReadStep(item, $"steps[{index}]")).ToValueList();
    }

    private StepDefinition ReadStep(YamlNode node, string path)
    {
        faults.Place(path, node);
        if (node is not YamlMapping mapping)
        {
            faults.Add(path, node, "A step belongs here, as keys and values that begin with 'id:'.");
            return new DelayStep { Id = "" };
        }

        var fields = new YamlFields(mapping, path, faults);
        var id = RequireText(fields, "id", "build");
        var title = fields.Text("title") ?? "";
        var dependsOn = fields.Texts("depends-on");
        var condition = fields.Text("if");
        var rule = fields.Word("when-dependency-skipped", DefinitionWords.SkipRules) ?? SkipRule.Skip;
        var retry = ReadRetry(fields);
        var timeOut = fields.Duration("timeout");
        var isRepeatable = fields.Boolean("repeatable") ?? false;
        var compensation = fields.Take("compensate") is { } inner ? ReadStep(inner, fields.Path("compensate")) : null;
        var step = ReadKind(fields, id) with
        {
            Title = title,
            DependsOn = dependsOn,
            Condition = condition,
            WhenDependencySkipped = rule,
            Retry = retry,
            TimeOut = timeOut,
            IsRepeatable = isRepeatable,
            Compensation = compensation,
        };
        fields.Finish("A step");
        return step;
    }

    /// <summary>A rule is a mapping, or the number of attempts alone.</summary>
    private static RetryRule ReadRetry(YamlFields step)
    {
        if (step.Take("retry") is not { } node)
        {
            return RetryRule.None;
        }

        if (node is YamlScalar)
        {
            return step.WholeNumber("retry") is { } count ? RetryRule.Attempts(count) : RetryRule.None;
        }

        if (step.Inner(node, step.Path("retry"), "A number of attempts or a rule") is not { } fields)
        {
            return RetryRule.None;
        }

        _ = fields.Require("attempts", "3");
        var usual = RetryRule.Attempts(fields.WholeNumber("attempts") ?? 1);
        var delay = fields.Duration("delay") ?? usual.Delay;
        var rule = new RetryRule(
            usual.MaximumAttempts,
            delay,
            fields.Number("back-off") ?? usual.BackOff,
            fields.Duration("maximum-delay") ?? (delay > usual.MaximumDelay ? delay : usual.MaximumDelay),
            fields.Number("jitter") ?? usual.Jitter);
        fields.Finish("A retry rule");
        return rule;
    }
}
