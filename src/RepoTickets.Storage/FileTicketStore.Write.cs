namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        return ExplainAsync((open, token) => open.CommitAsync(changes, token), "Nothing was changed.", cancellationToken);
    }
}
