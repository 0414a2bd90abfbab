using System.Globalization;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <content>Looks at what a workflow waits for.</content>
internal sealed partial class StoreWorkflowEngine
{
    /// <summary>Takes up what happened to everything that the workflow waits for, and what is due.</summary>
    private async ValueTask LookAsync(WorkflowTransition transition, CancellationToken cancellationToken)
    {
        var machine = transition.Machine;
        if (await IsUnwantedAsync(transition, cancellationToken).ConfigureAwait(false))
        {
            machine.IsHeld = false;
            machine.Cancel("The workflow that it was a part of does not wait for it any longer.");
            return;
        }

        if (machine.IsHeld)
        {
            return;
        }

        machine.Start();
        foreach (var unit in machine.AllUnits().Where(static unit => unit.Status == WorkflowStepStatus.Waiting).ToList())
        {
            if (unit.TaskId is { } task)
            {
                await LookAtTaskAsync(transition, unit, task, cancellationToken).ConfigureAwait(false);
            }
            else if (unit.ChildId is { } child)
            {
                LookAtChild(machine, unit, child, await GetAsync(child, cancellationToken).ConfigureAwait(false));
            }
        }

        machine.Tick();
    }

    private async ValueTask<bool> IsUnwantedAsync(WorkflowTransition transition, CancellationToken cancellationToken)
    {
        if (transition.Before.ParentId is not { } parentId || transition.Before.IsEnded)
        {
            return false;
        }

        var parent = await GetAsync(parentId, cancellationToken).ConfigureAwait(false);
        var id = transition.Before.Id;
        return parent is null || !parent.Steps.Any(step => Waits(step, id) || step.Items.Any(item => Waits(item, id)));

        static bool Waits(WorkflowStepState step, WorkflowId child) => step.Status == WorkflowStepStatus.Waiting && step.ChildId == child;
    }

    private async ValueTask LookAtTaskAsync(
        WorkflowTransition transition, UnitState unit, AgentTaskId id, CancellationToken cancellationToken)
    {
        var machine = transition.Machine;
        var task = await transition.Set.FindAsync<AgentTask>(id.Key, cancellationToken).ConfigureAwait(false);
        switch (task)
        {
            case null:
                machine.WaitFailed(unit, $"The task {id} was deleted.", isFinal: true);
                break;
            case { Status: AgentTaskStatus.Completed }:
                machine.WaitCompleted(unit, WorkflowValue.Of(Cut(task.Output)));
                break;
            case { Status: AgentTaskStatus.Failed }:
                machine.WaitFailed(unit, $"{task.AgentId} failed: {task.ErrorMessage}");
                break;
            case { Status: AgentTaskStatus.Cancelled }:
                machine.WaitFailed(unit, $"The task {id} was called off. {task.ErrorMessage}");
                break;
            default:
                await _effects.FindAgentAsync(transition, unit, task, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>The task has the whole; results are bounded.</summary>
    private string Cut(string output)
    {
        var limit = _environment.Options.MaximumResultLength / 6;
        return output.Length <= limit
            ? output
            : string.Concat(output.AsSpan(0, char.IsHighSurrogate(output[limit - 2]) ? limit - 2 : limit - 1), "…");
    }

    private void LookAtChild(WorkflowMachine machine, UnitState unit, WorkflowId id, WorkflowInstance? child)
    {
        switch (child)
        {
            case null:
                machine.WaitFailed(unit, $"The workflow {id} was deleted.", isFinal: true);
                break;
            case { Status: WorkflowStatus.Completed }:
                var result = ResultOf(child);
                if (WorkflowJson.Write(result).Length > _environment.Options.MaximumResultLength)
                {
                    machine.WaitFailed(unit, string.Create(
                        CultureInfo.InvariantCulture,
                        $"The results of {id} are longer than {_environment.Options.MaximumResultLength} characters."), isFinal: true);
                }
                else
                {
                    machine.WaitCompleted(unit, result);
                }

                break;
            case { IsEnded: true }:
                machine.WaitFailed(
                    unit, $"The workflow {id} {(child.Status == WorkflowStatus.Failed ? "failed" : "was cancelled")}: {child.Reason}");
                break;
            default:
                // It goes on by itself.
                break;
        }
    }

    private static WorkflowValue ResultOf(WorkflowInstance child) => WorkflowValue.Of(child.Steps
        .Where(static step => step.Status == WorkflowStepStatus.Completed && step.Result is not null)
        .Select(static step => new WorkflowMember(step.Id, WorkflowJson.Parse(step.Result!))).ToValueList());
}
