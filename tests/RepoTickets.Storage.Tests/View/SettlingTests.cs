using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;
using RepoTickets.Storage.View;

namespace RepoTickets.Storage.Tests.View;

/// <summary>What is reported as gone has been gone for the settle time, at every look.</summary>
public sealed class SettlingTests
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);

    private readonly JumpingTime _clock = new(Timeout.InfiniteTimeSpan);
    private readonly Settling _settling;

    public SettlingTests() => _settling = new(new SimulatedWorld(1).StartProcess(), "/repo", _clock, SettleTime);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SettleAsync_ThereAtEveryThirdLook_IsNotReportedAsGone(int first)
    {
        var looks = first;

        var outcome = await _settling.SettleAsync(
            () => ++looks % 3 == 0 ? Unfinished(looks) : ReadOutcome.Absent, static () => true, CancellationToken.None);

        Assert.False(outcome.IsAbsent);
        Assert.InRange(_clock.Elapsed, SettleTime, 2 * SettleTime);
    }

    [Fact]
    public async Task SettleAsync_GoneAfterAWhile_IsReportedWhenItHasBeenGoneForTheSettleTime()
    {
        var looks = 0;
        var lastSeen = TimeSpan.Zero;

        var outcome = await _settling.SettleAsync(
            () =>
            {
                if (++looks > 7)
                {
                    return ReadOutcome.Absent;
                }

                lastSeen = _clock.Elapsed;
                return Unfinished(looks);
            },
            static () => true,
            CancellationToken.None);

        Assert.True(outcome.IsAbsent);
        Assert.InRange(_clock.Elapsed - lastSeen, SettleTime, 2 * SettleTime);
    }

    [Fact]
    public async Task SettleAsync_AlwaysGone_IsReportedAfterTheSettleTime()
    {
        var outcome = await _settling.SettleAsync(static () => ReadOutcome.Absent, static () => true, CancellationToken.None);

        Assert.True(outcome.IsAbsent);
        Assert.InRange(_clock.Elapsed, SettleTime, 2 * SettleTime);
    }

    /// <summary>A ticket whose file was written this moment and has no end yet.</summary>
    private ReadOutcome Unfinished(int version)
    {
        var now = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var ticket = new Ticket { Title = "Half", Version = DocumentVersion.Of([(byte)version]) };
        return new(ticket, null, "open/HALF-1.yaml", new FileStamp(version, now, now, 1), "title: Half"u8.ToArray());
    }
}
