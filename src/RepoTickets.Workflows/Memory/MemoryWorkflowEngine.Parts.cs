using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Memory;

/// <content>
/// Workflows that are parts of others. Whoever has the gate of a workflow may take those of its parts, never the other way.
/// </content>
internal sealed partial class MemoryWorkflowEngine
{
    /// <summary>
    /// Under the gate: what the units that wait for parts make of those that have ended. At each transition, because a workflow that stands
    /// still, or whose parent does, takes nothing when the part ends.
    /// </summary>
    private static void TakeEndsOfParts(MemoryCell cell)
    {
        if (cell.Children is not { } children)
        {
            return;
        }

        foreach (var unit in cell.Machine.AllUnits())
        {
            if (unit is not { Status: WorkflowStepStatus.Waiting, ChildId: { } id } ||
                !children.TryGetValue(id, out var child) || !child.IsEnded ||
                ReadEnd(child) is not { } end)
            {
                continue;
            }

            if (end.Status == WorkflowStatus.Completed)
            {
                cell.Machine.WaitCompleted(unit, end.Result);
            }
            else
            {
                var how = end.Status == WorkflowStatus.Failed ? "failed" : "was cancelled";
                cell.Machine.WaitFailed(unit, $"The workflow {id} {how}: {end.Reason}");
            }
        }
    }

    /// <summary>Null when somebody has begun it again meanwhile.</summary>
    private static (WorkflowStatus Status, string Reason, WorkflowValue Result)? ReadEnd(MemoryCell cell)
    {
        lock (cell.Gate)
        {
            return cell.IsEnded ? cell.ReadEnd() : null;
        }
    }

    private void StartChild(MemoryAction next)
    {
        var (cell, action) = (next.Cell, next.Action);
        var step = (SubWorkflowStep)action.Unit.Definition;
        TicketId? ticket;
        lock (cell.Gate)
        {
            if (!IsAwaited(next))
            {
                return;
            }

            ticket = cell.Run.Origin.TicketId;
        }

        try
        {
            var depth = 1;
            for (var above = cell; above.Parent is not null; above = above.Parent)
            {
                depth++;
            }

            if (depth >= _setup.Options.MaximumDepth)
            {
                throw new WorkflowDefinitionException(
                    step.Definition, $"workflows start workflows {depth} deep; one of them starts itself");
            }

            // Without a store nothing is waited for.
            var prepared = _definitions.FindAsync(null, step.Definition, step.DefinitionVersion, CancellationToken.None)
                .AsTask().GetAwaiter().GetResult();
            var start = new WorkflowStart { Parameters = action.Input, TicketId = ticket };
            Begin(prepared, start, cell, action.Unit.Name, child => TryLink(next, child));
        }
        catch (WorkflowDefinitionException exception)
        {
            Apply(cell, machine => machine.WaitFailed(action.Unit, exception.Message, isFinal: true));
        }
    }

    /// <summary>
    /// Under the gate: false when nobody waits for the part any more: before its turn came, the workflow may have ended or gone on.
    /// </summary>
    private static bool IsAwaited(MemoryAction next) =>
        !next.Cell.IsEnded && next.Action.Unit.Status == WorkflowStepStatus.Waiting && next.Action.Unit.Attempts == next.Attempt;

    /// <summary>False when nobody waits for the part any more.</summary>
    private static bool TryLink(MemoryAction next, MemoryCell child)
    {
        var (parent, unit) = (next.Cell, next.Action.Unit);
        lock (parent.Gate)
        {
            if (!IsAwaited(next))
            {
                return false;
            }

            unit.ChildId = child.Id;
            (parent.Children ??= [])[child.Id] = child;
            return true;
        }
    }

    private static bool IsHeld(MemoryCell cell)
    {
        for (var above = cell.Parent; above is not null; above = above.Parent)
        {
            if (above.IsPaused)
            {
                return true;
            }
        }

        return false;
    }
}
