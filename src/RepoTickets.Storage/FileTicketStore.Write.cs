namespace RepoTickets.Storage;

internal sealed partial class FileTicketStore
{
    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        cancellationToken.ThrowIfCancellationRequested();
        var open = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await open.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }
}
