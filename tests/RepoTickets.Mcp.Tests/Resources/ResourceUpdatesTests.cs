using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Mcp.Policy;
using RepoTickets.Mcp.Resources;
using RepoTickets.Mcp.Scope;
using RepoTickets.Mcp.Tests.Support;

namespace RepoTickets.Mcp.Tests.Resources;

public sealed class ResourceUpdatesTests
{
    [Fact]
    public async Task Feed_ThatFails_IsFollowedOnFromWhereItStood()
    {
        var store = DispatchProxy.Create<ITicketStore, StoreOfAFeed>();
        var feed = new FaultyFeed();
        ((StoreOfAFeed)(object)store).Feed = feed;
        var time = new ImmediateTime();
        var subscribers = new ResourceSubscribers();
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        subscribers.Add("test", "ticket://SECOND-1", (uri, _) =>
        {
            heard.TrySetResult(uri);
            return Task.CompletedTask;
        });
        using var updates = new ResourceUpdates(
            new(store, null!, new TicketScope(new AccessPolicy(), time)), subscribers, time, NullLogger<ResourceUpdates>.Instance);
        await updates.StartAsync(CancellationToken.None);
        Assert.Equal("ticket://SECOND-1", await heard.Task.WaitAsync(ServerProcess.Patience));
        Assert.False(updates.ExecuteTask!.IsCompleted);
        Assert.Equal([7, 8], feed.FollowedAfter);
        Assert.Equal([ResourceUpdates.Pause, ResourceUpdates.Pause], time.Pauses);
        await updates.StopAsync(CancellationToken.None);
    }

    private static Commit CommitTo(long position, string id) =>
        new(position, default, [new(TicketId.Parse(id).Key, null, new Ticket { Id = TicketId.Parse(id), Title = "Changed" })]);

    /// <summary>A store of which nothing but the feed is asked for.</summary>
    public class StoreOfAFeed : DispatchProxy
    {
        internal ICommitFeed? Feed { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "get_Feed" ? Feed : throw new NotSupportedException(targetMethod.Name);
    }

    /// <summary>Fails when it is first asked where it is, and once more after one commit.</summary>
    private sealed class FaultyFeed : ICommitFeed
    {
        private bool _failed;

        internal List<long> FollowedAfter { get; } = [];

        public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken = default)
        {
            var fails = !_failed;
            _failed = true;
            return fails ? throw new IOException("The disk is gone.") : ValueTask.FromResult(7L);
        }

        public ValueTask<long> GetOldestPositionAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(0L);

        public ValueTask<IReadOnlyList<Commit>> ReadAsync(
            long afterPosition, int maximumCount = 256, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<Commit> FollowAsync(
            long afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            FollowedAfter.Add(afterPosition);
            if (FollowedAfter.Count == 1)
            {
                yield return CommitTo(8, "FIRST-1");
                throw new JournalCorruptException(".sdk/journal", 0, "Torn.");
            }

            yield return CommitTo(9, "SECOND-1");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    /// <summary>Time in which every pause is over at once.</summary>
    private sealed class ImmediateTime : TimeProvider
    {
        internal List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == ResourceUpdates.Pause)
            {
                Pauses.Add(dueTime);
                dueTime = TimeSpan.Zero;
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
