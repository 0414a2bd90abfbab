using System.Runtime.CompilerServices;

namespace RepoTickets.Cli.Tests.Screen;

/// <summary>A feed whose commits a test gives, by the position that is followed from; after them it waits until it is cancelled.</summary>
internal sealed class FakeFeed(Func<long, IEnumerable<Commit>> following) : ICommitFeed
{
    internal Func<long> Position { get; init; } = static () => throw new NotSupportedException();

    public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Position());

    public ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Commit>> ReadAsync(
        long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<Commit> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var commit in following(afterPosition))
        {
            yield return commit;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
