using RepoTickets.Workflows.Committing;
using RepoTickets.Workflows.Execution;

namespace RepoTickets.Workflows.Engine;

/// <summary>
/// Makes transitions: reads a workflow and its lease, lets the machine decide, and commits all that follows from it at once. When somebody
/// else was faster, it starts again from what is there now. Thread-safe.
/// </summary>
/// <remarks>
/// Every commit names the version of the workflow and of its lease. A result of code is recorded only under the grant under which the code
/// was begun: the grant is compared, and the lease's version is checked in the commit, so that an engine which was superseded while it
/// slept cannot record anything.
/// </remarks>
internal sealed class WorkflowDriver(WorkflowEnvironment environment, WorkflowEffects effects, CancellationToken stopping)
{
    /// <summary>Applies an input.</summary>
    /// <param name="cell">The workflow.</param>
    /// <param name="input">What happens; may run several times. False when there is nothing to do.</param>
    /// <param name="changes">Changes of a step that belong to the input.</param>
    /// <param name="needsGrant">The input is a result of code: without the grant it is dropped.</param>
    /// <param name="cancellationToken">Cancels until the commit begins.</param>
    /// <returns>The workflow afterwards, and what is to be done now; null when the input was dropped.</returns>
    internal async ValueTask<TransitionResult?> DriveAsync(
        WorkflowCell cell,
        Func<WorkflowTransition, ValueTask<bool>> input,
        ValueList<DocumentChange> changes,
        bool needsGrant,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var transition = await ReadAsync(cell, cancellationToken).ConfigureAwait(false);
            if (needsGrant && !transition.IsOwner)
            {
                return null;
            }

            var others = Merge(transition.Set, changes);
            if (!await input(transition).ConfigureAwait(false))
            {
                return new(transition.Before, [], transition.Machine, IsStored: false);
            }

            await SettleAsync(transition, cancellationToken).ConfigureAwait(false);
            try
            {
                return await CommitAsync(cell, transition, others, cancellationToken).ConfigureAwait(false);
            }
            catch (VersionConflictException conflict) when (
                attempt < environment.Options.MaximumAttempts && changes.All(change => change.Key != conflict.Key))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Lets the machine go on until nothing more follows, doing what belongs into the commit.</summary>
    internal async ValueTask SettleAsync(WorkflowTransition transition, CancellationToken cancellationToken)
    {
        var machine = transition.Machine;
        machine.Advance();
        while (machine.Actions.Count > 0)
        {
            foreach (var action in machine.TakeActions())
            {
                if (action.Kind is MachineActionKind.RunCode or MachineActionKind.StopCode or MachineActionKind.CancelChild)
                {
                    transition.Later.Add(action);
                }
                else
                {
                    await effects.DoAsync(transition, action, cancellationToken).ConfigureAwait(false);
                }
            }

            machine.Advance();
        }
    }

    /// <summary>
    /// Updates of a step go into the working set, since the transition may change the same documents: a step that closes the ticket may be
    /// followed by a task that is noted in it. The rest stays as it is.
    /// </summary>
    private static ValueList<DocumentChange> Merge(WorkingSet set, ValueList<DocumentChange> changes)
    {
        if (changes.Count == 0)
        {
            return changes;
        }

        foreach (var change in changes)
        {
            if (change.Kind == ChangeKind.Update)
            {
                set.Apply(change);
            }
        }

        return changes.RemoveAll(static change => change.Kind == ChangeKind.Update);
    }

    private async ValueTask<WorkflowTransition> ReadAsync(WorkflowCell cell, CancellationToken cancellationToken)
    {
        var store = environment.Store;
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        var workflow = (WorkflowInstance?)await store.GetAsync(cell.Id.Key, cancellationToken).ConfigureAwait(false)
            ?? throw new DocumentNotFoundException(cell.Id.Key);
        var lease = (WorkflowLease?)await store.GetAsync(WorkflowLease.KeyOf(cell.Id), cancellationToken).ConfigureAwait(false);
        var prepared = await environment.Definitions.GetAsync(store, workflow.DefinitionId, cancellationToken).ConfigureAwait(false);
        var now = environment.Now;
        var isOwner = cell.Grant is { } grant && grant.IsSameGrant(lease);
        var isFree = lease is not null && !isOwner && !lease.IsLiveAt(now);
        var runsCode = environment.Options.RunsCode;
        var machine = new WorkflowMachine(WorkflowRun.From(prepared.Plan, workflow), now)
        {
            // An engine that stops records no step as running that it would not run.
            CanRunCode = runsCode && !stopping.IsCancellationRequested && (isOwner || isFree),
            Token = lease is null ? 0 : isOwner ? lease.Token : lease.Token + 1,
            Position = position,
            IsHeld = lease is null || await IsHeldAsync(workflow, cancellationToken).ConfigureAwait(false),
        };
        if (isFree && runsCode)
        {
            machine.Recover(machine.Token);
        }

        return new()
        {
            Before = workflow, Machine = machine, Lease = lease, IsOwner = isOwner, IsFree = isFree, Set = new(store),
        };
    }

    /// <summary>A workflow whose parent stands still does so, too.</summary>
    private async ValueTask<bool> IsHeldAsync(WorkflowInstance workflow, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth < environment.Options.MaximumDepth && workflow.ParentId is { } parentId; depth++)
        {
            if (await environment.Store.GetAsync(parentId.Key, cancellationToken).ConfigureAwait(false) is not WorkflowInstance parent)
            {
                return false;
            }

            if (parent.Status == WorkflowStatus.Paused)
            {
                return true;
            }

            workflow = parent;
        }

        return false;
    }

    private async ValueTask<TransitionResult> CommitAsync(
        WorkflowCell cell, WorkflowTransition transition, ValueList<DocumentChange> changes, CancellationToken cancellationToken)
    {
        var after = transition.Machine.Run.ToDocument();
        if (after.Equals(transition.Before) && transition.Set.IsEmpty && changes.Count == 0)
        {
            return new(transition.Before, [.. transition.Later], transition.Machine, IsStored: false);
        }

        var lease = LeaseChange(transition, cell);
        var own = transition.Set.ToChangeSet(WorkflowEnvironment.Source, null).Changes;
        var set = new ChangeSet(
            [DocumentChange.Update(after), .. lease is null ? (ReadOnlySpan<DocumentChange>)[] : [lease], .. own, .. changes])
        {
            Source = WorkflowEnvironment.Source,
            CorrelationId = cell.Id.Value,
            FilesMayFollow = MayFollow(after, own, changes),
        };
        var result = await environment.Store.CommitAsync(set, cancellationToken).ConfigureAwait(false);
        cell.Grant = lease switch
        {
            { Kind: ChangeKind.Require } => cell.Grant,
            null => null,
            _ => result.Documents[1] is WorkflowLease { Holder: not null } granted ? granted : null,
        };
        Measure(transition, (WorkflowInstance)result.Documents[0]!, cell.Grant);
        return new((WorkflowInstance)result.Documents[0]!, [.. transition.Later], transition.Machine);
    }

    private void Measure(WorkflowTransition transition, WorkflowInstance stored, WorkflowLease? grant)
    {
        var instruments = environment.Agents.Telemetry.Workflows;
        instruments.Committed(transition.Before, stored);
        if (transition is { IsOwner: false, Lease: { } former } && grant is not null && grant.Token != former.Token)
        {
            // Whoever gave it back has no name in it any more; one that is still named let it run out.
            instruments.CountLease(former.Holder is null ? "granted" : "taken_over");
        }
    }

    /// <summary>
    /// While code runs, the next transition is near: the files of the workflow follow when it rests. What else it changes is in place at
    /// once.
    /// </summary>
    internal static bool MayFollow(WorkflowInstance workflow, ValueList<DocumentChange> own, ValueList<DocumentChange> changes) =>
        own.Count == 0 && changes.Count == 0 && workflow.Steps.Any(static step =>
            step.Status == WorkflowStepStatus.Running || step.Items.Any(static item => item.Status == WorkflowStepStatus.Running));

    /// <summary>
    /// Taken while code runs, given back when none does: a workflow that only waits belongs to nobody, and whoever sees first what it waits
    /// for goes on with it.
    /// </summary>
    private DocumentChange? LeaseChange(WorkflowTransition transition, WorkflowCell cell)
    {
        if (transition.Lease is not { } lease)
        {
            return null;
        }

        var runsCode = transition.Machine.AllUnits().Any(static unit => unit.Status == WorkflowStepStatus.Running);
        if (transition.IsOwner)
        {
            return !runsCode ? DocumentChange.Update(lease with { Holder = null })
                : IsAging(lease) ? DocumentChange.Update(lease with { ExpiresAt = environment.Now + environment.Options.LeaseDuration })
                : DocumentChange.Require(lease.Key, lease.Version);
        }

        if (!transition.IsFree || !runsCode || !environment.Options.RunsCode)
        {
            return DocumentChange.Require(lease.Key, lease.Version);
        }

        return DocumentChange.Update(NewGrant(cell.Id, lease));
    }

    /// <summary>A third of it has passed: many short steps one after the other must not outlive the lease of the first.</summary>
    private bool IsAging(WorkflowLease lease) => lease.ExpiresAt - environment.Now < environment.Options.LeaseDuration * 2 / 3;

    private WorkflowLease NewGrant(WorkflowId id, WorkflowLease former)
    {
        var now = environment.Now;
        return former with
        {
            WorkflowId = id, Holder = environment.Holder, Token = former.Token + 1, GrantedAt = now,
            ExpiresAt = now + environment.Options.LeaseDuration,
        };
    }
}

/// <summary>What a transition gave.</summary>
/// <param name="Workflow">The workflow as it is stored.</param>
/// <param name="Actions">What is to be done now.</param>
/// <param name="Machine">What decided; it is only read any more.</param>
/// <param name="IsStored">There was something to commit; otherwise the workflow is as it was read.</param>
internal sealed record TransitionResult(WorkflowInstance Workflow, MachineAction[] Actions, WorkflowMachine Machine, bool IsStored = true);
