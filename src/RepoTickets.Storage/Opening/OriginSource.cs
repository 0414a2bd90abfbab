using RepoTickets.Storage.Repositories;

namespace RepoTickets.Storage.Opening;

/// <summary>
/// Who works in the repository. Asking git starts a process, so an answer serves for a while; the time is short because a checkout changes
/// the branch.
/// </summary>
internal sealed class OriginSource(IRepositoryIdentitySource source, string repositoryRoot, bool isRepository, TimeProvider timeProvider)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private volatile Answer? _answer;

    internal async ValueTask<TicketOrigin> GetAsync(CancellationToken cancellationToken)
    {
        if (!isRepository)
        {
            return TicketOrigin.Unknown;
        }

        if (_answer is { } answer && timeProvider.GetElapsedTime(answer.AskedAt) < Lifetime)
        {
            return answer.Origin;
        }

        var identity = await source.GetAsync(repositoryRoot, cancellationToken).ConfigureAwait(false);
        var origin = new TicketOrigin(identity.Branch, identity.UserName, identity.UserEmail);
        _answer = new(origin, timeProvider.GetTimestamp());
        return origin;
    }

    private sealed record Answer(TicketOrigin Origin, long AskedAt);
}
