using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <content>Starts workflows.</content>
internal sealed partial class StoreWorkflowEngine
{
    private ValueTask<WorkflowInstance> StartAsync(
        PreparedDefinition prepared, WorkflowStart start, CancellationToken cancellationToken) =>
        Telemetry.Operations.RunAsync(WorkflowOperations.Start, async running =>
        {
            var instance = await StartCoreAsync(prepared, start, cancellationToken).ConfigureAwait(false);
            running?.About(instance.Id.Key);
            return instance;
        });

    private async ValueTask<WorkflowInstance> StartCoreAsync(
        PreparedDefinition prepared, WorkflowStart start, CancellationToken cancellationToken)
    {
        var parameters = ParameterBinding.Bind(prepared.Plan.Definition, start.Parameters);
        CheckStart(prepared.Plan, start);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (instance, transition) = await PrepareStartAsync(prepared, start, parameters, cancellationToken).ConfigureAwait(false);
                var cell = await EnterAsync(instance.Id, cancellationToken).ConfigureAwait(false);
                try
                {
                    // A start during the stop is left to others, as if it had been made by an engine that runs no code.
                    if (!transition.Machine.CanRunCode || !_stopping.IsCancellationRequested)
                    {
                        return await CommitStartAsync(cell, transition, cancellationToken).ConfigureAwait(false);
                    }
                }
                finally
                {
                    cell.Turn.Release();
                }
            }
            catch (VersionConflictException) when (attempt < _environment.Options.MaximumAttempts)
            {
                // The identifier was taken, or the same definition was stored meanwhile.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async ValueTask<(WorkflowInstance Instance, WorkflowTransition Transition)> PrepareStartAsync(
        PreparedDefinition prepared, WorkflowStart start, WorkflowValue parameters, CancellationToken cancellationToken)
    {
        var instance = _effects.NewInstance(prepared, start.TicketId, parameters);
        var machine = new WorkflowMachine(WorkflowRun.Create(prepared.Plan, instance, parameters), _environment.Now)
        {
            Token = 1,
            CanRunCode = _environment.Options.RunsCode && !_stopping.IsCancellationRequested,
            Position = await Store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false),
        };
        var transition = new WorkflowTransition
        {
            Before = instance, Machine = machine, Lease = null, IsOwner = false, IsFree = true, Set = new(Store),
        };
        machine.Start();
        await WorkflowEffects.StoreDefinitionAsync(transition.Set, prepared, cancellationToken).ConfigureAwait(false);
        await _driver.SettleAsync(transition, cancellationToken).ConfigureAwait(false);
        return (instance, transition);
    }

    private async ValueTask<WorkflowInstance> CommitStartAsync(
        WorkflowCell cell, WorkflowTransition transition, CancellationToken cancellationToken)
    {
        var workflow = transition.Machine.Run.ToDocument();
        var lease = _effects.NewLease(workflow.Id);
        if (transition.Machine.AllUnits().Any(static unit => unit.Status == WorkflowStepStatus.Running))
        {
            lease = lease with { Holder = _environment.Holder, ExpiresAt = lease.GrantedAt + _environment.Options.LeaseDuration };
        }

        var own = transition.Set.ToChangeSet(WorkflowEnvironment.Source, null).Changes;
        var result = await Store.CommitAsync(
            new([DocumentChange.Create(workflow), DocumentChange.Create(lease), .. own])
            {
                Source = WorkflowEnvironment.Source,
                CorrelationId = workflow.Id.Value,
                FilesMayFollow = WorkflowDriver.MayFollow(workflow, own, []),
            },
            cancellationToken).ConfigureAwait(false);
        cell.Grant = lease.Holder is null ? null : (WorkflowLease)result.Documents[1]!;
        var stored = (WorkflowInstance)result.Documents[0]!;
        Telemetry.Workflows.Committed(transition.Before, stored);
        if (cell.Grant is not null)
        {
            Telemetry.Workflows.CountLease("granted");
        }

        Took(cell, new(stored, [.. transition.Later], transition.Machine));
        return stored;
    }

    private void CheckStart(WorkflowPlan plan, WorkflowStart start)
    {
        foreach (var step in plan.Steps)
        {
            var definition = (step.Body ?? step).Definition;
            if (_environment.Options.RunsCode && definition is CodeStep code && _environment.Steps.Find(code.Code) is null)
            {
                throw new WorkflowDefinitionException(
                    plan.Definition.Name,
                    $"step '{definition.Id}' runs the code '{code.Code}', which is not registered; " +
                    $"registered are {_environment.Steps.Names}");
            }

            if (definition is AgentTaskStep && start.TicketId is null)
            {
                throw new WorkflowDefinitionException(
                    plan.Definition.Name, $"step '{definition.Id}' is a task of an agent, which belongs to a ticket; start it with one");
            }
        }
    }
}
