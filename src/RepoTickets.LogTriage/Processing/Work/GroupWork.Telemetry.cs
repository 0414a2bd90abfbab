using RepoTickets.Telemetry;

namespace RepoTickets.LogTriage.Processing;

/// <summary>The part that is measured. Of a group its name alone is told, never its text.</summary>
internal sealed partial class GroupWork
{
    private RunningOperation? Begin(WorkItem item)
    {
        var running = run.Telemetry.Operations.Start(TriageOperations.Attempt);
        if (running is not null)
        {
            running.Earlier = item.Measured;
            running.Note("group_id", item.Group.Id);
            running.Tag("repotickets.group.id", item.Group.Id.ToString());
            running.Tag("repotickets.attempt", item.Attempts);
            running.Tag("repotickets.occurrences", item.Group.Occurrences);
        }

        return running;
    }

    /// <param name="running">The attempt; null when nobody listens.</param>
    /// <param name="item">The group.</param>
    /// <param name="step">What it led to.</param>
    /// <param name="isWhole">False when the attempt goes on once what it waits for has happened: it is measured then.</param>
    private static void End(RunningOperation? running, WorkItem item, WorkStep step, bool isWhole)
    {
        item.Measured = TimeSpan.Zero;
        if (running is null)
        {
            return;
        }

        running.Tag(
            "repotickets.outcome",
            step.Outcome is { } outcome ? TriageTelemetry.NameOf(outcome.Decision) : step.Delay is null ? "parked" : "again");
        if (step.Outcome?.TicketKey is { } key)
        {
            running.Tag("repotickets.ticket.id", key);
            running.Note("ticket_id", key);
        }

        if (isWhole)
        {
            running.Succeed();
        }
        else
        {
            item.Measured = running.Interrupt();
        }
    }
}
