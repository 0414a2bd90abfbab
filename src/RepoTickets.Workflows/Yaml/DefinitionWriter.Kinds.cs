namespace RepoTickets.Workflows;

internal sealed partial class DefinitionWriter
{
    private void WriteKind(StepDefinition step)
    {
        switch (step)
        {
            case AgentTaskStep task:
                WriteTask(task);
                break;
            case CodeStep { Input.Count: 0 } code:
                _text.Text("code", code.Code);
                break;
            case CodeStep code:
                using (_text.Open("code"))
                {
                    _text.Text("name", code.Code);
                    WriteInput(code.Input);
                }

                break;
            case WaitForEventStep { Filter: null } wait:
                _text.Text("wait", wait.Event);
                break;
            case WaitForEventStep wait:
                using (_text.Open("wait"))
                {
                    _text.Text("for", wait.Event);
                    _text.Text("filter", wait.Filter);
                }

                break;
            case DelayStep { Until: { } until }:
                _text.Text("until", until);
                break;
            case DelayStep delay:
                WriteTime("delay", delay.Duration);
                break;
            case ApprovalStep { Approvers.Count: 0 } approval:
                _text.Text("approval", approval.Question);
                break;
            case ApprovalStep approval:
                using (_text.Open("approval"))
                {
                    WriteUnlessEmpty("question", approval.Question);
                    _text.Plain("approvers", YamlText.Flow(approval.Approvers));
                }

                break;
            case SubWorkflowStep workflow:
                WriteSubWorkflow(workflow);
                break;
            case ForEachStep forEach:
                WriteForEach(forEach);
                break;
        }
    }

    private void WriteTask(AgentTaskStep task)
    {
        if (task.Instructions.Length == 0 && task.Priority == TicketPriority.High && task.AgentId is null)
        {
            _text.Text("task", task.TaskType);
            return;
        }

        using (_text.Open("task"))
        {
            _text.Text("type", task.TaskType);
            if (task.AgentId is { } agent)
            {
                _text.Text("agent", agent.Value);
            }

            if (task.Priority != TicketPriority.High)
            {
                _text.Text("priority", task.Priority.Value);
            }

            WriteUnlessEmpty("instructions", task.Instructions);
        }
    }

    private void WriteSubWorkflow(SubWorkflowStep workflow)
    {
        if (workflow.DefinitionVersion is null && workflow.Input.Count == 0)
        {
            _text.Text("workflow", workflow.Definition);
            return;
        }

        using (_text.Open("workflow"))
        {
            _text.Text("name", workflow.Definition);
            if (workflow.DefinitionVersion is { } version)
            {
                _text.Plain("version", Number(version));
            }

            WriteInput(workflow.Input);
        }
    }

    private void WriteForEach(ForEachStep forEach)
    {
        using (_text.Open("for-each"))
        {
            _text.Text("items", forEach.Items);
            if (forEach.MaximumParallelItems != 4)
            {
                _text.Plain("parallel", Number(forEach.MaximumParallelItems));
            }

            using (_text.Open("do"))
            {
                WriteStep(forEach.Body);
            }
        }
    }

    private void WriteInput(ValueList<NamedExpression> input)
    {
        if (input.Count == 0)
        {
            return;
        }

        using (_text.Open("input"))
        {
            foreach (var one in input)
            {
                _text.Text(YamlText.Key(one.Name), one.Expression);
            }
        }
    }
}
