namespace RepoTickets.Workflows;

internal sealed partial class StepCheck
{
    private const int MaximumApprovers = 100;
    private const int MaximumInputs = 200;

    private void CheckKind()
    {
        switch (Step)
        {
            case AgentTaskStep step:
                CheckLine("task.type", step.TaskType, 64, "The type of the task", "code");
                expressions.CheckText(place, "task.instructions", step.Instructions);
                if (step.AgentId is { IsWellFormed: false } agent)
                {
                    Add("task.agent", $"'{DisplayText.Escape(agent.Value)}' is no identifier of an agent. Write it like AGENT-CODE-BOT.");
                }

                break;
            case CodeStep step:
                CheckLine("code.name", step.Code, 200, "The name of the code", "run-tests");
                CheckInput("code.input", step.Input);
                break;
            case WaitForEventStep step:
                CheckLine("wait.for", step.Event, 200, "The name of the event", "ticket.closed");
                if (step.Filter is { } filter)
                {
                    Check("wait.filter", filter, hasEvent: true);
                }

                break;
            case DelayStep step:
                CheckDelay(step);
                break;
            case ApprovalStep step:
                expressions.CheckText(place, "approval.question", step.Question);
                CheckApprovers(step.Approvers);
                break;
            case SubWorkflowStep step:
                CheckSubWorkflow(step);
                break;
            case ForEachStep step:
                Check("for-each.items", step.Items);
                if (step.MaximumParallelItems is < 1 or > 256)
                {
                    Add("for-each.parallel", $"1 to 256 items can be worked on at once, not {step.MaximumParallelItems}.");
                }

                break;
            default:
                Add("kind", $"'{Step.GetType().Name}' is no kind of step that is known. Use one of the kinds of this package.");
                break;
        }
    }

    private void CheckDelay(DelayStep step)
    {
        if (step.Until is { } until)
        {
            Check("until", until);
            if (step.Duration != TimeSpan.Zero)
            {
                Add("delay", "There is a duration and a time to wait for. Keep one of them.");
            }
        }
        else if (step.Duration < TimeSpan.Zero || step.Duration > DefinitionCheck.LongestTime)
        {
            Add("delay", "A delay is 0 to 10 years.");
        }
    }

    private void CheckApprovers(ValueList<string> approvers)
    {
        if (approvers.Count > MaximumApprovers)
        {
            Add("approval.approvers", $"There are {approvers.Count} approvers; at most {MaximumApprovers} are allowed.");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < approvers.Count; i++)
        {
            CheckLine($"approval.approvers[{i}]", approvers[i], 200, "The name of the approver", "anna");
            if (!seen.Add(approvers[i]))
            {
                Add($"approval.approvers[{i}]", $"'{DisplayText.Escape(approvers[i])}' is there twice. Remove one of them.");
            }
        }
    }

    private void CheckInput(string field, ValueList<NamedExpression> input)
    {
        if (input.Count > MaximumInputs)
        {
            Add(field, $"There are {input.Count} inputs; at most {MaximumInputs} are allowed.");
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in input)
        {
            if (DefinitionNames.ExplainVariable(one.Name) is { } reason)
            {
                Add($"{field}.{one.Name}", $"The name {reason}. Write a letter, then letters, digits and underscores, at most 64.");
            }
            else if (!names.Add(one.Name))
            {
                Add($"{field}.{one.Name}", "There are two inputs of this name. Remove or rename one.");
            }

            Check($"{field}.{one.Name}", one.Expression);
        }
    }

    private void CheckSubWorkflow(SubWorkflowStep step)
    {
        CheckInput("workflow.input", step.Input);
        if (DefinitionNames.ExplainId(step.Definition) is { } reason)
        {
            Add("workflow.name", $"The name of the workflow {reason}. Write it like bug-fix.");
            return;
        }

        if (step.DefinitionVersion < 1)
        {
            Add("workflow.version", "Versions are counted from 1. Leave it out for the highest that is known.");
            return;
        }

        if (known is null)
        {
            var isSelf = step.Definition == definition.Name && (step.DefinitionVersion ?? definition.Version) == definition.Version;
            if (isSelf)
            {
                Add("workflow.name", "The workflow runs itself and would never end. Run another one.");
            }

            return;
        }

        if (known.Find(step.Definition, step.DefinitionVersion) is not { } found)
        {
            var (field, explanation) = known.ExplainUnknown(step.Definition, step.DefinitionVersion);
            Add(field, explanation);
            return;
        }

        CheckAgainst(found, step.Input);
    }

    private void CheckAgainst(WorkflowDefinition found, ValueList<NamedExpression> input)
    {
        foreach (var one in input.Where(one => found.Parameters.All(parameter => parameter.Name != one.Name)))
        {
            var names = string.Join(", ", found.Parameters.Take(20).Select(parameter => parameter.Name).DefaultIfEmpty("none"));
            Add($"workflow.input.{one.Name}", $"'{found.Name}' has no parameter '{DisplayText.Escape(one.Name)}'. It has: {names}.");
        }

        foreach (var missing in found.Parameters.Where(
            parameter => parameter.Default is null && input.All(one => one.Name != parameter.Name)))
        {
            Add("workflow.input", $"'{found.Name}' needs a value for '{DisplayText.Escape(missing.Name)}'. Give it as an input.");
        }
    }
}
