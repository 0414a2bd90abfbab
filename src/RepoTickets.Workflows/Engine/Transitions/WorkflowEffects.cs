using System.Globalization;
using RepoTickets.Workflows.Distribution;
using RepoTickets.Workflows.Execution;
using RepoTickets.Workflows.Tasks;

namespace RepoTickets.Workflows.Engine;

/// <summary>
/// What a transition does to other documents, in its own commit: agents' tasks, and workflows that it starts. Thread-safe.
/// </summary>
internal sealed class WorkflowEffects(WorkflowEnvironment environment)
{
    internal ValueTask DoAsync(
        WorkflowTransition transition, MachineAction action, CancellationToken cancellationToken) => action.Kind switch
    {
        MachineActionKind.CreateTask => CreateTaskAsync(transition, action, cancellationToken),
        MachineActionKind.CancelTask => CancelTaskAsync(transition, action.Task, cancellationToken),
        MachineActionKind.StartChild => StartChildAsync(transition, action, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "This is not done in a commit."),
    };

    /// <summary>Gives a task that waits to an agent, when there is one by now, and notes who has it.</summary>
    internal async ValueTask FindAgentAsync(
        WorkflowTransition transition, UnitState unit, AgentTask task, CancellationToken cancellationToken)
    {
        if (!TaskBook.IsWaiting(task))
        {
            unit.Note = $"{task.AgentId} has the task.";
            return;
        }

        var request = new TaskRequest
        {
            TicketId = task.TicketId, TaskType = task.TaskType, Description = task.Description, Priority = task.Priority,
            AgentId = ((AgentTaskStep)unit.Definition).AgentId,
        };
        await transition.Set.FindAsync<Ticket>(task.TicketId.Key, cancellationToken).ConfigureAwait(false);
        await GiveAsync(transition, unit, task, request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CreateTaskAsync(WorkflowTransition transition, MachineAction action, CancellationToken cancellationToken)
    {
        var unit = action.Unit;
        if (transition.Before.TicketId is not { } ticketId)
        {
            transition.Machine.WaitFailed(
                unit, "Agents' tasks belong to a ticket, and this workflow was started without one.", isFinal: true);
            return;
        }

        if (await transition.Set.FindAsync<Ticket>(ticketId.Key, cancellationToken).ConfigureAwait(false) is null)
        {
            transition.Machine.WaitFailed(unit, $"The ticket {ticketId} was deleted.", isFinal: true);
            return;
        }

        var step = (AgentTaskStep)unit.Definition;
        var definition = transition.Machine.Run.Plan.Definition;
        var context = new[]
        {
            new WorkflowMember("workflow", WorkflowValue.Of(transition.Before.Id.Value)),
            new WorkflowMember("step", WorkflowValue.Of(unit.Name)),
        };
        var request = new TaskRequest
        {
            TicketId = ticketId,
            TaskType = step.TaskType,
            Description = $"{definition.Name}: {(step.Title.Length > 0 ? step.Title : unit.Name)}",
            Instructions = action.Text,
            Priority = step.Priority,
            AgentId = step.AgentId,
            Context = WorkflowJson.ToObject(WorkflowValue.Of(context.ToValueList())),
        };
        var id = AgentTaskId.Parse(IdentifierProposal.ForTask(environment.Identifiers));
        var task = Book(transition).Add(request, id);
        unit.TaskId = id;
        await GiveAsync(transition, unit, task, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The task stays with nobody when no agent can take it now; the note says why, and it is tried again when agents change.
    /// </summary>
    private async ValueTask GiveAsync(
        WorkflowTransition transition, UnitState unit, AgentTask task, TaskRequest request, CancellationToken cancellationToken)
    {
        var set = transition.Set;
        try
        {
            AgentId chosen;
            if (request.AgentId is { } named)
            {
                TaskBook.Accept(await set.GetAsync<Agent>(named.Key, cancellationToken).ConfigureAwait(false), task.Id, task.TaskType);
                chosen = named;
            }
            else
            {
                var state = await environment.Agents.View.CurrentAsync(cancellationToken).ConfigureAwait(false);
                var candidates = new Candidates(state, environment.Policy, environment.Agents.Options, environment.Now);
                foreach (var agent in candidates.Agents)
                {
                    set.Take(agent);
                }

                if (candidates.Best(request, set) is not { } best)
                {
                    unit.Note = candidates.Explain(request, set);
                    return;
                }

                chosen = best.Agent.Id;
            }

            Book(transition).Give(task, chosen);
            unit.Note = $"{chosen} has the task.";
        }
        catch (RepoTicketsException exception) when (exception is not VersionConflictException)
        {
            unit.Note = $"Waits for an agent: {exception.Message}";
        }
    }

    private async ValueTask CancelTaskAsync(WorkflowTransition transition, AgentTaskId id, CancellationToken cancellationToken)
    {
        if (await transition.Set.FindAsync<AgentTask>(id.Key, cancellationToken).ConfigureAwait(false) is { IsFinal: false } task)
        {
            var cancelled = task.Cancel(environment.Time, $"Workflow {transition.Before.Id} called it off.");
            await Book(transition).EndAsync(cancelled, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask StartChildAsync(WorkflowTransition transition, MachineAction action, CancellationToken cancellationToken)
    {
        var unit = action.Unit;
        var step = (SubWorkflowStep)unit.Definition;
        try
        {
            await CheckDepthAsync(transition.Before, cancellationToken).ConfigureAwait(false);
            var prepared = await environment.Definitions
                .FindAsync(environment.Store, step.Definition, step.DefinitionVersion, cancellationToken).ConfigureAwait(false);
            var child = NewInstance(
                prepared, transition.Before.TicketId, ParameterBinding.Bind(prepared.Plan.Definition, action.Input)) with
            {
                ParentId = transition.Before.Id,
                ParentStep = unit.Name,
            };
            await StoreDefinitionAsync(transition.Set, prepared, cancellationToken).ConfigureAwait(false);
            transition.Set.Create(child);
            transition.Set.Create(NewLease(child.Id));
            unit.ChildId = child.Id;
            unit.Note = $"Waits for the workflow {child.Id} ({step.Definition}).";
        }
        catch (WorkflowDefinitionException exception)
        {
            transition.Machine.WaitFailed(unit, exception.Message, isFinal: true);
        }
    }

    /// <summary>An instance that has not begun, with a new identifier.</summary>
    internal WorkflowInstance NewInstance(PreparedDefinition prepared, TicketId? ticket, WorkflowValue parameters)
    {
        var instance = new WorkflowInstance
        {
            Id = WorkflowId.Parse(IdentifierProposal.ForWorkflow(environment.Identifiers)),
            Definition = prepared.Plan.Definition.Name,
            DefinitionVersion = prepared.Plan.Definition.Version,
            DefinitionId = prepared.Document.Id,
            TicketId = ticket,
            Parameters = WorkflowJson.ToObject(parameters),
            CreatedAt = environment.Now,
        };
        return WorkflowRun.Create(prepared.Plan, instance, parameters).ToDocument();
    }

    /// <summary>A lease that nobody has: it says that the workflow belongs to this clone.</summary>
    internal WorkflowLease NewLease(WorkflowId id) =>
        new() { WorkflowId = id, Token = 1, GrantedAt = environment.Now, ExpiresAt = environment.Now };

    /// <summary>Stores the definition unless it is there, as another change of the same commit.</summary>
    internal static async ValueTask StoreDefinitionAsync(
        Committing.WorkingSet set, PreparedDefinition prepared, CancellationToken cancellationToken)
    {
        if (await set.FindAsync<StoredWorkflowDefinition>(prepared.Document.Key, cancellationToken).ConfigureAwait(false) is null)
        {
            set.Create(prepared.Document);
        }
    }

    private async ValueTask CheckDepthAsync(WorkflowInstance workflow, CancellationToken cancellationToken)
    {
        for (var depth = 1; workflow.ParentId is { } parent; depth++)
        {
            if (depth >= environment.Options.MaximumDepth)
            {
                throw new WorkflowDefinitionException(workflow.Definition, string.Create(
                    CultureInfo.InvariantCulture,
                    $"workflows start workflows {environment.Options.MaximumDepth} deep; one of them starts itself"));
            }

            if (await environment.Store.GetAsync(parent.Key, cancellationToken).ConfigureAwait(false) is not WorkflowInstance found)
            {
                return;
            }

            workflow = found;
        }
    }

    private TaskBook Book(WorkflowTransition transition) => new(transition.Set, environment.Time, environment.Now);
}
