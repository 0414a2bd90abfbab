namespace RepoTickets.Events.Derivation;

/// <summary>
/// What a commit means, as events. A pure function of the commit: every process that follows the feed derives the same events with the same
/// identifiers, now and after every replay.
/// </summary>
/// <remarks>
/// The events of one document stand together, in the order of the commit's changes. Among them the exact ones come first, in the order of
/// the file's fields, and <c>…updated</c> comes last, so that whoever sees it has seen what it sums up; the summary of a batch ends the
/// commit for the same reason. A created document gives its <c>…created</c> and nothing else, whatever it already has. A document whose
/// fields are all the same gives nothing: a comment in the file or a key that is not ours is no news.
/// </remarks>
internal static class CommitEvents
{
    internal static IReadOnlyList<Event> Derive(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var series = new EventSeries(commit);
        foreach (var change in commit.Changes)
        {
            switch (change.Key.Kind)
            {
                case DocumentKind.Ticket:
                    TicketEvents.Derive(change, series);
                    break;
                case DocumentKind.Epic:
                    EpicEvents.Derive(change, series);
                    break;
                case DocumentKind.BacklogItem:
                    BacklogItemEvents.Derive(change, series);
                    break;
                case DocumentKind.Agent:
                    AgentEvents.Derive(change, series);
                    break;
                case DocumentKind.AgentTask:
                    AgentTaskEvents.Derive(change, series);
                    break;
                case DocumentKind.Lease:
                    LeaseEvents.Derive(change, series);
                    break;
                case DocumentKind.Workflow:
                    WorkflowEvents.Derive(change, series);
                    break;
                default:
                    // Which engine runs a workflow, and definitions, which never change, are no news. Or a kind of a newer version:
                    // whoever knows it tells of it.
                    break;
            }
        }

        BatchEvents.Derive(series);
        return series.Events;
    }
}
