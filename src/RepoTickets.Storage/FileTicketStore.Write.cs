using RepoTickets.Storage.Opening;
using RepoTickets.Telemetry;

namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        return ExplainAsync(
            StoreOperations.Commit,
            (open, running, token) => running is null
                ? open.CommitAsync(changes, token)
                : CommitObservedAsync(open, changes, running, token),
            "Nothing was changed.",
            cancellationToken);
    }

    private static async ValueTask<CommitResult> CommitObservedAsync(
        OpenStore open, ChangeSet changes, RunningOperation running, CancellationToken cancellationToken)
    {
        if (changes.Changes is { } wanted)
        {
            running.AboutOnly(wanted.Where(static change => change is not null).Select(static change => change.Key));
            running.Tag("repotickets.changes", wanted.Count);
        }

        running.Note("source", changes.Source);
        running.Note("correlation_id", changes.CorrelationId);
        var result = await open.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        running.AboutOnly(result.Documents.OfType<Document>().Select(static document => document.Key));
        running.Note("position", result.Position);
        running.Tag("repotickets.position", result.Position);
        return result;
    }
}
