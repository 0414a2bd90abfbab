using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RepoTickets.Events.Tests.Feed;

/// <summary>A feed in memory that fails where the test says so.</summary>
internal sealed class ScriptedFeed : ICommitFeed
{
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly Lock _lock = new();
    private readonly List<Commit> _commits = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Commits before this one have been dropped.</summary>
    internal long Oldest { get; set; } = 1;

    internal ConcurrentQueue<long> FollowedFrom { get; } = new();

    internal void Add(int count = 1)
    {
        lock (_lock)
        {
            for (; count > 0; count--)
            {
                var position = _commits.Count + 1;
                var ticket = new Ticket { Id = TicketId.Parse($"T-{position}"), Title = "T" };
                var renamed = ticket with { Title = "x", Status = TicketStatus.Closed };
                _commits.Add(new(position, DateTimeOffset.UnixEpoch.AddSeconds(position), [new(ticket.Key, ticket, renamed)]));
            }

            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal void Add(Commit commit)
    {
        lock (_lock)
        {
            _commits.Add(commit);
        }
    }

    /// <summary>The next steps of reading fail with these.</summary>
    internal void Fail(params Exception[] exceptions)
    {
        foreach (var exception in exceptions)
        {
            _failures.Enqueue(exception);
        }

        lock (_lock)
        {
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default) => new(_commits.Count);

    public ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default) => new(Oldest);

    public ValueTask<IReadOnlyList<Commit>> ReadAsync(
        long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The follower follows.");

    public async IAsyncEnumerable<Commit> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FollowedFrom.Enqueue(afterPosition);
        for (var position = afterPosition; ;)
        {
            Commit? next;
            Task changed;
            lock (_lock)
            {
                if (_failures.TryDequeue(out var failure))
                {
                    throw failure;
                }

                if (position + 1 < Oldest || position > _commits.Count)
                {
                    throw new FeedPositionExpiredException(position, Oldest);
                }

                next = position < _commits.Count ? _commits[(int)position] : null;
                changed = _changed.Task;
            }

            if (next is null)
            {
                await changed.WaitAsync(cancellationToken);
                continue;
            }

            position = next.Position;
            yield return next;
        }
    }
}
