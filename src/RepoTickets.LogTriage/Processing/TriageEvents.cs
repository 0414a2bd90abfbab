namespace RepoTickets.LogTriage.Processing;

/// <summary>Publishes what became of groups, where the host has a bus. Only for tickets whose names are those of this SDK.</summary>
internal static class TriageEvents
{
    private static readonly EventContext Context = new() { Source = "log-triage" };

    internal static async ValueTask PublishAsync(RunContext run, WorkItem item, TriageOutcome outcome)
    {
        if (run.Parts.Events is not { } events || !run.IsReal)
        {
            return;
        }

        try
        {
            // A bus that does not answer must not hold back the outcomes behind this one.
            await PublishAsync(events, item.Group.Id.ToString(), outcome).AsTask().WaitAsync(run.Options.AttemptTimeout, run.Time)
                .ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The ticket is filed; that nobody could be told does not change it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.PublishFailed(run.Parts.Logger, item.Group.Id, exception);
        }
    }

    private static async ValueTask PublishAsync(IEventPublisher events, string fingerprint, TriageOutcome outcome)
    {
        if (outcome.Decision is TriageDecision.Skipped or TriageDecision.CapReached)
        {
            var reason = outcome.Reason ?? "It deserves no ticket.";
            await events.PublishAsync(new TriageRejected(fingerprint, reason), Context).ConfigureAwait(false);
            return;
        }

        if (outcome.TicketKey is null || !TicketId.TryParse(outcome.TicketKey, out var id))
        {
            return;
        }

        var context = Context with { Subject = id.Key };
        switch (outcome)
        {
            case { Decision: TriageDecision.Created }:
                await events.PublishAsync(new TriageTicketFiled(id, fingerprint, outcome.Title ?? "", outcome.Occurrences),
                    context).ConfigureAwait(false);
                break;
            case { Decision: TriageDecision.Duplicate, Commented: true } or { Decision: TriageDecision.Duplicate, Regressed: true }:
                await events.PublishAsync(new TriageTicketUpdated(id, fingerprint, outcome.Occurrences), context).ConfigureAwait(false);
                break;
            case { Decision: TriageDecision.Duplicate }:
                await events.PublishAsync(new TriageDuplicate(id, fingerprint), context).ConfigureAwait(false);
                break;
            default:
                break;
        }
    }
}
