namespace RepoTickets.Events.Tests.Bus;

public sealed class OrderGateTests
{
    [Fact]
    public async Task Enter_ByManyThreads_LetsInOneAtATime()
    {
        const int Threads = 8;
        const int Times = 100_000;
        var gate = new OrderGate();
        var (count, inside) = (0L, 0);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var n = 0; n < Times; n++)
                {
                    using (gate.EnterSection())
                    {
                        Assert.Equal(1, ++inside);
                        count++;
                        inside--;
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((long)Threads * Times, count);
    }

    [Fact]
    public void Enter_AfterAnException_IsNotHeld()
    {
        var gate = new OrderGate();
        Assert.Throws<InvalidOperationException>(() => Fail(gate));
        Assert.Throws<InvalidOperationException>(() => Fail(gate));
    }

    private static void Fail(OrderGate gate)
    {
        using (gate.EnterSection())
        {
            throw new InvalidOperationException();
        }
    }
}
