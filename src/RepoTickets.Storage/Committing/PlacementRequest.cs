using RepoTickets.Storage.Planning;

namespace RepoTickets.Storage.Committing;

/// <summary>Changes nothing; when it is answered, no file waits to be put in place.</summary>
internal sealed class PlacementRequest(CancellationToken cancellationToken) : CommitRequest(cancellationToken)
{
    internal override PlannedCommit Plan(GroupState group) => new(null, new Dictionary<string, Document>(), []);
}
