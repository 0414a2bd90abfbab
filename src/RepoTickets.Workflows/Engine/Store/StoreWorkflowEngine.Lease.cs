using RepoTickets.Secrets;

namespace RepoTickets.Workflows.Engine;

/// <content>Keeps the lease of a workflow while its code runs, and stops the code when it is lost.</content>
internal sealed partial class StoreWorkflowEngine
{
    /// <summary>Two renewals may fail before a lease runs out.</summary>
    private const int RenewalsPerLease = 3;

    private async Task KeepLeaseAsync(CodeCall call, Task work)
    {
        while (!work.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            var pause = Task.Delay(_environment.Options.LeaseDuration / RenewalsPerLease, _environment.Time, done.Token);
            if (await Task.WhenAny(work, pause).ConfigureAwait(false) == work)
            {
                await done.CancelAsync().ConfigureAwait(false);
                return;
            }

            if (!IsCurrent(call))
            {
                return;
            }

            await RenewAsync(call.Cell).ConfigureAwait(false);
        }
    }

    private async ValueTask RenewAsync(WorkflowCell cell)
    {
        await cell.Turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var now = _environment.Now;
            var duration = _environment.Options.LeaseDuration;
            var lease = (WorkflowLease?)await Store.GetAsync(WorkflowLease.KeyOf(cell.Id), CancellationToken.None).ConfigureAwait(false);
            if (cell.Grant is not { } grant || !grant.IsSameGrant(lease))
            {
                // Somebody else has taken the workflow over: whatever its code still does here cannot be recorded.
                if (cell.Grant is not null)
                {
                    Telemetry.Workflows.CountLease("lost");
                }

                cell.Grant = null;
                foreach (var step in cell.Running.Keys)
                {
                    StopCode(cell, step);
                }

                return;
            }

            // Another process may have called it off, which cannot reach the code here otherwise.
            StopWhatIsCalledOff(cell, await GetAsync(cell.Id, CancellationToken.None).ConfigureAwait(false));
            if (lease!.ExpiresAt - now < duration - (duration / (2 * RenewalsPerLease)))
            {
                var renewed = lease with { ExpiresAt = now + duration };
                var result = await Store.CommitAsync(
                    new(DocumentChange.Update(renewed)) { Source = WorkflowEnvironment.Source, CorrelationId = cell.Id.Value },
                    CancellationToken.None)
                    .ConfigureAwait(false);
                cell.Grant = (WorkflowLease)result.Documents[0]!;
            }
        }
        catch (Exception exception) when (exception is RepoTicketsException or ObjectDisposedException)
        {
            WorkflowLog.RenewalFailed(_environment.Logger, cell.Id.Value, SecretText.Scrub(exception.Message));
        }
        finally
        {
            cell.Turn.Release();
        }
    }

    private static void StopWhatIsCalledOff(WorkflowCell cell, WorkflowInstance? workflow)
    {
        foreach (var step in cell.Running.Keys)
        {
            if (workflow is null || !workflow.Steps.Any(
                state => Runs(state, state.Id) || state.Items.Any(item => Runs(item, $"{state.Id}[{item.Id}]"))))
            {
                StopCode(cell, step);
            }

            bool Runs(WorkflowStepState state, string name) => state.Status == WorkflowStepStatus.Running && name == step;
        }
    }
}
