using RepoTickets.Storage.Locking;

namespace RepoTickets.Storage.Tests.Locking;

public sealed class WaitingLineTests
{
    [Fact]
    public void HasEarlier_SomebodyWaitsLonger_OnlyTheLaterOneGivesWay()
    {
        using var shared = new SharedState(new PrivateWords(SharedState.WordCount));
        var clock = FakeTime.AtNoon();
        var (first, second) = (new WaitingLine(shared, clock), new WaitingLine(shared, clock));

        first.Stand(since: 5);
        second.Stand(since: 7);

        Assert.False(first.HasEarlier(5));
        Assert.True(second.HasEarlier(7));
        first.Leave();
        Assert.False(second.HasEarlier(7));
    }

    [Fact]
    public void HasEarlier_WaiterThatDied_IsPassedOverAfterMilliseconds()
    {
        using var shared = new SharedState(new PrivateWords(SharedState.WordCount));
        var clock = FakeTime.AtNoon();
        var (dead, alive) = (new WaitingLine(shared, clock), new WaitingLine(shared, clock));
        dead.Stand(since: 5);
        Assert.True(alive.HasEarlier(7));

        clock.Advance(TimeSpan.FromMilliseconds(13));

        Assert.False(alive.HasEarlier(7));
    }

    [Fact]
    public void HasEarlier_LeftFromBeforeABoot_CountsForNothing()
    {
        using var shared = new SharedState(new PrivateWords(SharedState.WordCount));
        var clock = FakeTime.AtNoon();
        shared.SetWaiter(3, new(Owner: 77, Since: 1, Seen: clock.GetTimestamp() + (long)1e12));

        Assert.False(new WaitingLine(shared, clock).HasEarlier(7));
    }

    [Fact]
    public void Stand_MoreThanThereArePlaces_TheRestWaitWithoutOne()
    {
        using var shared = new SharedState(new PrivateWords(SharedState.WordCount));
        var clock = FakeTime.AtNoon();
        var lines = Enumerable.Range(0, WaitingLine.Places + 3).Select(_ => new WaitingLine(shared, clock)).ToList();
        foreach (var (line, i) in lines.Select(static (line, i) => (line, i)))
        {
            line.Stand(10 + i);
        }

        Assert.True(lines[^1].HasEarlier(1000));
        lines.ForEach(static line => line.Leave());
        Assert.False(lines[0].HasEarlier(1000));
    }
}
