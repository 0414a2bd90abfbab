namespace RepoTickets.Events.Tests.Bus;

public sealed class StreamTests
{
    [Fact]
    public async Task StreamAsync_EventsBeforeTheFirstRead_AreThere()
    {
        await using var bus = TestBus.Make();
        await bus.PublishAsync(new Ping(0));
        var stream = bus.StreamAsync(TestBus.PingType);
        await bus.PublishAsync(new Ping(1));
        await bus.PublishAsync(new Pong(2));
        await bus.PublishAsync(new Ping(3));
        Assert.Equal([1, 3], await TakeAsync(stream, 2));
        Assert.Equal(0, bus.GetStatistics().Subscribers);
    }

    [Fact]
    public async Task StreamAsync_ReaderWaits_GetsEventsAsTheyCome()
    {
        await using var bus = TestBus.Make();
        var reading = TakeAsync(bus.StreamAsync(), 100);
        for (var n = 0; n < 100; n++)
        {
            await bus.PublishAsync(new Ping(n));
            await Task.Yield();
        }

        Assert.Equal(Enumerable.Range(0, 100), await reading.WaitAsync(TestBus.Long));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StreamAsync_TokenCancelled_Ends(bool whileWaiting)
    {
        await using var bus = TestBus.Make();
        using var cancel = new CancellationTokenSource();
        var stream = bus.StreamAsync(cancellationToken: cancel.Token);
        if (!whileWaiting)
        {
            await cancel.CancelAsync();
        }

        var reading = TakeAsync(stream, int.MaxValue);
        await cancel.CancelAsync();
        Assert.Empty(await reading.WaitAsync(TestBus.Long));
        Assert.Equal(0, bus.GetStatistics().Subscribers);
    }

    [Fact]
    public async Task StreamAsync_BusDisposed_EndsAfterWhatIsInTheQueue()
    {
        var bus = TestBus.Make();
        var (full, waiting) = (bus.StreamAsync(), TakeAsync(bus.StreamAsync(), 10));
        await bus.PublishAsync(new Ping(1));
        await bus.DisposeAsync().InTime();
        Assert.Equal([1], await TakeAsync(full, 10).WaitAsync(TestBus.Long));
        Assert.Equal([1], await waiting.WaitAsync(TestBus.Long));
    }

    [Fact]
    public async Task StreamAsync_ReadTwice_IsRefused()
    {
        await using var bus = TestBus.Make();
        var stream = bus.StreamAsync();
        await using var first = stream.GetAsyncEnumerator();
        Assert.Throws<InvalidOperationException>(() => stream.GetAsyncEnumerator());
    }

    [Fact]
    public async Task StreamAsync_ReaderPublishesIntoItsOwnFullStream_DoesNotWaitForItself()
    {
        await using var bus = TestBus.Make();
        var stream = bus.StreamAsync(options: new() { Capacity = 1 });
        await bus.PublishAsync(new Ping(0));
        Assert.Equal(50, await RelayAsync().WaitAsync(TestBus.Long));
        Assert.Null(WaitNode.Flow);

        async Task<int> RelayAsync()
        {
            var count = 0;
            await foreach (var made in stream)
            {
                if (++count == 50)
                {
                    break;
                }

                await bus.PublishAsync(new Ping(count));
                await bus.PublishAsync(new Ping(count));
            }

            return count;
        }
    }

    [Fact]
    public async Task DrainAsync_StreamThatNobodyReads_IsNotWaitedFor()
    {
        await using var bus = TestBus.Make();
        _ = bus.StreamAsync();
        await bus.PublishAsync(new Ping(1));
        await bus.DrainAsync().InTime();
    }

    private static async Task<List<int>> TakeAsync(IAsyncEnumerable<Event> stream, int count)
    {
        var numbers = new List<int>();
        await foreach (var made in stream)
        {
            numbers.Add(((Ping)made.Payload).Number);
            if (numbers.Count == count)
            {
                break;
            }
        }

        return numbers;
    }
}
