using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Progress;
using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports;

/// <summary>Reads what a report needs from the store.</summary>
internal static class ReportLoader
{
    private const int CommitsAtOnce = 1_000;

    internal static async Task<ReportSource> LoadAsync(Invocation invocation, int days, ProgressLine? line)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        return await LoadAsync(
            store, invocation.Session.Repository, invocation.Terminal.Time, days, line, invocation.CancellationToken).ConfigureAwait(false);
    }

    internal static async Task<ReportSource> LoadAsync(
        ITicketStore store, string repository, TimeProvider time, int days, ProgressLine? line, CancellationToken cancellationToken)
    {
        var tickets = await store.ListAsync<Ticket>(cancellationToken).ConfigureAwait(false);
        var agents = await store.ListAsync<Agent>(cancellationToken).ConfigureAwait(false);
        var tasks = await store.ListAsync<AgentTask>(cancellationToken).ConfigureAwait(false);
        var origin = await store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        return new()
        {
            Project = Path.GetFileName(Path.TrimEndingDirectorySeparator(repository)),
            Branch = origin.Branch,
            Now = time.GetUtcNow(),
            Zone = time.LocalTimeZone,
            Days = days,
            Configuration = await store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false),
            Tickets = tickets.Documents,
            Agents = agents.Documents,
            Tasks = tasks.Documents,
            Faults = tickets.Faults,
            StatusChanges = await ReadChangesAsync(store.Feed, line, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<List<StatusChange>> ReadChangesAsync(
        ICommitFeed feed, ProgressLine? line, CancellationToken cancellationToken)
    {
        var changes = new List<StatusChange>();
        var newest = await feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        var position = Math.Max(0, await feed.GetOldestPositionAsync(cancellationToken).ConfigureAwait(false) - 1);
        var oldest = position;
        while (position < newest)
        {
            line?.Show(new("reading the history", (int)(position - oldest), (int)(newest - oldest)));
            IReadOnlyList<Commit> commits;
            try
            {
                commits = await feed.ReadAsync(position, CommitsAtOnce, cancellationToken).ConfigureAwait(false);
            }
            catch (FeedPositionExpiredException)
            {
                // Another process has just dropped the oldest: what is left is enough.
                position = Math.Max(position, await feed.GetOldestPositionAsync(cancellationToken).ConfigureAwait(false) - 1) + 1;
                continue;
            }

            if (commits.Count == 0)
            {
                break;
            }

            position = commits[^1].Position;
            changes.AddRange(commits.SelectMany(ChangesOf));
        }

        return changes;
    }

    private static IEnumerable<StatusChange> ChangesOf(Commit commit)
    {
        foreach (var change in commit.Changes)
        {
            var before = (change.Before as Ticket)?.Status ?? change.SummaryBefore?.Status;
            if (change.After is Ticket after && before is { } from && from != after.Status)
            {
                yield return new(after.Id, commit.CommittedAt, from, after.Status);
            }
        }
    }
}
