namespace RepoTickets.Workflows;

internal sealed partial class DefinitionReader
{
    private static readonly string[] Kinds = ["task", "code", "wait", "delay", "until", "approval", "workflow", "for-each"];

    private StepDefinition ReadKind(YamlFields step, string id)
    {
        var found = step.Mapping.Entries.Where(entry => Kinds.Contains(entry.Key.Text, StringComparer.Ordinal)).ToList();
        foreach (var kind in Kinds)
        {
            _ = step.Take(kind);
        }

        if (found.Count == 0)
        {
            faults.Add(step.Path("kind"), step.Mapping, $"The step does not say what it does. Add one of {string.Join(", ", Kinds)}.");
            return new DelayStep { Id = id };
        }

        foreach (var second in found.Skip(1))
        {
            faults.Add(
                step.Path(second.Key.Text),
                second.Key,
                $"A step does one thing, but here are '{found[0].Key.Text}' and '{second.Key.Text}'.");
        }

        var (key, node) = (found[0].Key.Text, found[0].Value);
        switch (key)
        {
            case "delay":
                return new DelayStep { Id = id, Duration = step.Duration(key) ?? TimeSpan.Zero };
            case "until":
                return new DelayStep { Id = id, Until = step.Text(key) ?? "null" };
            case "code" when node is YamlScalar:
                return new CodeStep { Id = id, Code = step.Text(key) ?? "" };
            case "wait" when node is YamlScalar:
                return new WaitForEventStep { Id = id, Event = step.Text(key) ?? "" };
            case "approval" when node is YamlScalar:
                return new ApprovalStep { Id = id, Question = step.Text(key) ?? "" };
            case "workflow" when node is YamlScalar:
                return new SubWorkflowStep { Id = id, Definition = step.Text(key) ?? "" };
            case "task" when node is YamlScalar:
                return new AgentTaskStep { Id = id, TaskType = step.Text(key) ?? "" };
        }

        if (step.Inner(node, step.Path(key), $"What '{key}' needs") is not { } fields)
        {
            return new DelayStep { Id = id };
        }

        var result = ReadMapping(fields, key, id);
        fields.Finish($"'{key}'");
        return result;
    }

    private StepDefinition ReadMapping(YamlFields fields, string kind, string id)
    {
        switch (kind)
        {
            case "task":
                return new AgentTaskStep
                {
                    Id = id,
                    TaskType = RequireText(fields, "type", "code"),
                    Instructions = fields.Text("instructions") ?? "",
                    Priority = ReadPriority(fields),
                    AgentId = fields.Text("agent") is { } agent ? AgentId.FromStored(agent) : null,
                };
            case "code":
                return new CodeStep { Id = id, Code = RequireText(fields, "name", "run-tests"), Input = ReadInput(fields) };
            case "wait":
                return new WaitForEventStep
                {
                    Id = id, Event = RequireText(fields, "for", "ticket.closed"), Filter = fields.Text("filter"),
                };
            case "approval":
                return new ApprovalStep { Id = id, Question = fields.Text("question") ?? "", Approvers = fields.Texts("approvers") };
            case "workflow":
                return new SubWorkflowStep
                {
                    Id = id,
                    Definition = RequireText(fields, "name", "bug-fix"),
                    DefinitionVersion = fields.WholeNumber("version"),
                    Input = ReadInput(fields),
                };
            default:
                return new ForEachStep
                {
                    Id = id,
                    Items = RequireText(fields, "items", "params.targets"),
                    MaximumParallelItems = fields.WholeNumber("parallel") ?? 4,
                    Body = fields.Require("do", "{id: one, code: one}") is { } body
                        ? ReadStep(body, fields.Path("do"))
                        : new DelayStep { Id = $"{id}-item" },
                };
        }
    }

    private TicketPriority ReadPriority(YamlFields fields)
    {
        if (fields.Text("priority") is not { } text)
        {
            return TicketPriority.High;
        }

        if (TicketPriority.TryParse(text, out var priority))
        {
            return priority;
        }

        faults.Add(
            fields.Path("priority"),
            fields.Take("priority")!,
            $"'{DisplayText.Escape(text)}' is no priority. Write it like high or medium.");
        return TicketPriority.High;
    }

    private static ValueList<NamedExpression> ReadInput(YamlFields step)
    {
        if (step.Take("input") is not { } node ||
            step.Inner(node, step.Path("input"), "A mapping of names to expressions") is not { } fields)
        {
            return [];
        }

        return fields.Mapping.Entries
            .Select(entry => new NamedExpression(entry.Key.Text, fields.Text(entry.Key.Text) ?? "null"))
            .ToValueList();
    }
}
