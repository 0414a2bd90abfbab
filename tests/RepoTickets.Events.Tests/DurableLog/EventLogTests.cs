using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Events.DurableLog;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Events.Tests.DurableLog;

public sealed class EventLogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Join(Directory.CreateTempSubdirectory("repotickets-log-").FullName, "deep", "events");
    private readonly IFileSystem _files = PlatformFileSystem.Create();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_folder))!, recursive: true);

    [Fact]
    public async Task Append_AndReadAgainAfterReopening_GivesAllInOrder()
    {
        await AppendAsync([LogEvents.Derived(1), LogEvents.Published(1, 1), LogEvents.Derived(2)]);
        await AppendAsync([LogEvents.Derived(3), LogEvents.Published(3, 2)]);
        await using var log = Open();
        var all = await ReadAsync(log, default);
        Assert.Equal([1, 2, 3, 4, 5], all.Select(static logged => logged.Number));
        Assert.Equal(LogEvents.Derived(1).Id, all[0].Event.Id);
        Assert.Equal("test", all[0].Event.Source);
        Assert.Equal(new CacheCleared(1), all[0].Event.Payload);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(39)]
    [InlineData(40)]
    public async Task Append_TheLongestEventThereMayBe_IsReadAgain(int shorter)
    {
        static Event Make(string source) => new Event<CacheCleared>(new(1))
        {
            Id = new(1, 1, 0),
            Type = EventTypes.CacheCleared,
            Time = LogEvents.Noon,
            Source = source,
        };

        var small = Make("test");
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        EventJson.Default.Write(small, bytes);
        var large = Make(new string('x', EventJson.MaximumBytes - bytes.WrittenCount + small.Source.Length - shorter));
        bytes.ResetWrittenCount();
        EventJson.Default.Write(large, bytes);
        Assert.Equal(EventJson.MaximumBytes - shorter, bytes.WrittenCount);
        await AppendAsync([large, LogEvents.Derived(2)]);
        var all = LogEvents.ReadAll(_files, _folder, out var damaged);
        Assert.Equal(0, damaged);
        Assert.Equal([large.Id, LogEvents.Derived(2).Id], all.Select(static logged => logged.Event.Id));
        Assert.Equal(large.Source, all[0].Event.Source);
    }

    [Fact]
    public async Task Append_WhatAnotherProcessHasLogged_IsPassedOver()
    {
        using var first = Appender();
        using var second = Appender();
        await first.OpenAsync(0, default);
        await second.OpenAsync(0, default);
        for (var position = 1; position <= 50; position++)
        {
            await (position % 3 == 0 ? second : first).AppendAsync(
                [LogEvents.Derived(position), LogEvents.Published(position, position, (ulong)(1 + (position % 3)))], default);
            await (position % 2 == 0 ? second : first).AppendAsync(
                [.. Enumerable.Range(1, position).Select(static at => LogEvents.Derived(at))], default);
        }

        var all = LogEvents.ReadAll(_files, _folder, out _);
        Assert.Equal(
            Enumerable.Range(1, 50).Select(static at => (long)at),
            all.Where(static logged => logged.Event.Id.IsDerived).Select(static logged => logged.Event.Id.Position));
        Assert.Equal(100, all.Count);
    }

    [Fact]
    public async Task Open_OfAnEmptyLogByTwo_TakesNothingForKnown()
    {
        // The second has followed the feed further than the first when it opens the log.
        using var first = Appender();
        using var second = Appender();
        Assert.Equal(new(5, long.MaxValue, 0), await first.OpenAsync(5, default));
        Assert.Equal(new(5, long.MaxValue, 0), await second.OpenAsync(7, default));
        await first.AppendAsync([LogEvents.Derived(5), LogEvents.Derived(6), LogEvents.Derived(7)], default);
        Assert.Equal([6, 7], LogEvents.ReadAll(_files, _folder, out _).Select(static logged => logged.Event.Id.Position));
    }

    [Fact]
    public async Task Read_FromPositionTimeAndNumber_BeginsThere()
    {
        await AppendAsync([.. Enumerable.Range(1, 400).Select(static position => LogEvents.Derived(position))], segmentBytes: 2_000);
        await using var log = Open();
        Assert.True(log.GetStatistics().Segments > 10);
        Assert.Equal(201, (await ReadAsync(log, EventLogStart.AfterPosition(200)))[0].Number);
        Assert.Equal(301, (await ReadAsync(log, EventLogStart.After(300)))[0].Number);
        Assert.Equal(77, (await ReadAsync(log, EventLogStart.At(LogEvents.Noon.AddMinutes(76.5))))[0].Number);
        Assert.Equal(1, (await ReadAsync(log, EventLogStart.At(LogEvents.Noon.AddDays(-1))))[0].Number);
        Assert.Empty(await ReadAsync(log, EventLogStart.End));
        Assert.Empty(await ReadAsync(log, EventLogStart.AfterPosition(400)));
        Assert.Equal(400, (await ReadAsync(log, EventLogStart.Oldest)).Count);
        Assert.Empty(await ReadAsync(log, default, "ticket.*"));
    }

    [Fact]
    public async Task Read_OfSpoiltLine_PassesOverItAlone()
    {
        await AppendAsync([LogEvents.Derived(1)]);
        await AppendAsync([LogEvents.Derived(2)]);
        await AppendAsync([LogEvents.Derived(3)]);
        var segment = Directory.GetFiles(_folder, "*.jsonl").Single();
        var text = await File.ReadAllTextAsync(segment);
        await File.WriteAllTextAsync(segment, text.Replace("\"ticket_count\":2", "\"ticket_count\":9", StringComparison.Ordinal));
        await AppendAsync([LogEvents.Derived(4)]);
        var all = LogEvents.ReadAll(_files, _folder, out var damaged);
        Assert.Equal(1, damaged);
        Assert.Equal([1, 3, 4], all.Select(static logged => logged.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":\"0000000000000009-c0000000000000001\",\"ty")]
    [InlineData("\0\0\0\0\n\0\0\0")]
    public async Task Append_AfterHalfALine_RemovesIt(string rest)
    {
        await AppendAsync([LogEvents.Derived(1), LogEvents.Derived(2)]);
        var segment = Directory.GetFiles(_folder, "*.jsonl").Single();
        await File.AppendAllTextAsync(segment, rest);
        await AppendAsync([LogEvents.Derived(3)]);
        Assert.Equal([1, 2, 3], LogEvents.ReadAll(_files, _folder, out var damaged).Select(static logged => logged.Event.Id.Position));
        Assert.Equal(0, damaged);
    }

    [Fact]
    public async Task Retention_RemovesOldestSegments_AndReadersGoOn()
    {
        using var reader = new LogReader(new(_files, _folder), EventJson.Default);
        await AppendAsync([LogEvents.Derived(1)]);
        Assert.Equal(LogFinding.Event, reader.Read(out _));
        var options = Options(segmentBytes: 2_000);
        options.RetainBytes = 8_000;
        using var appender = new LogAppender(new(_files, _folder), options, EventJson.Default, TimeProvider.System, NullLogger.Instance);
        await appender.OpenAsync(0, default);
        for (var position = 2; position <= 300; position++)
        {
            await appender.AppendAsync([LogEvents.Derived(position)], default);
        }

        var size = Directory.GetFiles(_folder, "*.jsonl").Sum(static path => new FileInfo(path).Length);
        Assert.InRange(size, 4_000, 12_000);
        var numbers = new List<long>();
        while (reader.Read(out var found) == LogFinding.Event)
        {
            numbers.Add(found.Number);
        }

        Assert.Equal(300, numbers[^1]);
        Assert.Equal(299, numbers.Count + reader.Missed);
        Assert.Equal(numbers.Order(), numbers);
    }

    [Fact]
    public async Task Retention_LittleIsLogged_OldEventsGoAllTheSame()
    {
        // Segments bear the machine's times: the clock begins there and runs ahead.
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        var options = Options();
        options.RetainFor = TimeSpan.FromDays(8);
        using (var appender = new LogAppender(new(_files, _folder), options, EventJson.Default, time, NullLogger.Instance))
        {
            await appender.OpenAsync(0, default);
            for (var day = 1; day <= 4; day++)
            {
                await appender.AppendAsync([LogEvents.Derived(day)], default);
                time.Advance(TimeSpan.FromDays(1));
            }

            Assert.Equal(4, LogEvents.ReadAll(_files, _folder, out _).Count);
            time.Advance(TimeSpan.FromDays(5));
            await appender.AppendAsync([LogEvents.Derived(5)], default);
            Assert.Equal([5], LogEvents.ReadAll(_files, _folder, out _).Select(static logged => logged.Number));
        }
    }

    /// <summary>A segment that was begun because the last was old, and in which nothing was logged, is in the way of none.</summary>
    [Fact]
    public async Task Append_StoreReplacedWhileTheNewestSegmentIsEmpty_GoesOn()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        using var appender = new LogAppender(new(_files, _folder), Options(), EventJson.Default, time, NullLogger.Instance);
        await appender.OpenAsync(0, default);
        await appender.AppendAsync([LogEvents.Derived(7)], default);
        time.Advance(TimeSpan.FromDays(10));
        await appender.AppendAsync([LogEvents.Derived(7)], default);
        var restart = new Event<FeedGap>(new(8, 3, "another store"))
        {
            Id = new(3, long.MaxValue, 0),
            Type = EventTypes.FeedGap,
            Time = time.Now,
            Source = "test",
        };

        await appender.AppendAsync([restart, LogEvents.Derived(4)], default);

        Assert.Equal(4, LogEvents.ReadAll(_files, _folder, out _)[^1].Event.Id.Position);
    }

    [Fact]
    public async Task Retention_AtOpening_RemovesOldSegments()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        var options = Options();
        options.RetainFor = TimeSpan.FromDays(8);
        for (var run = 1; run <= 2; run++)
        {
            using var appender = new LogAppender(new(_files, _folder), options, EventJson.Default, time, NullLogger.Instance);
            await appender.OpenAsync(0, default);
            await appender.AppendAsync([LogEvents.Derived(run)], default);
            time.Advance(TimeSpan.FromDays(2));
        }

        time.Advance(TimeSpan.FromDays(20));
        using var reopened = new LogAppender(new(_files, _folder), options, EventJson.Default, time, NullLogger.Instance);
        await reopened.OpenAsync(0, default);

        Assert.Equal([2], LogEvents.ReadAll(_files, _folder, out _).Select(static logged => logged.Number));
    }

    [Fact]
    public async Task Subscribe_UnderAName_GoesOnWhereItWas()
    {
        await AppendAsync([.. Enumerable.Range(1, 10).Select(static position => LogEvents.Derived(position))]);
        var seen = new ConcurrentQueue<long>();
        await using (var log = Open())
        {
            await using var subscription = log.Subscribe("audit", (made, _) => Note(seen, made));
            await subscription.CatchUpAsync().AsTask().WaitAsync(Patience);
        }

        await AppendAsync([LogEvents.Derived(11), LogEvents.Derived(12)]);
        await using (var log = Open())
        {
            await using var subscription = log.Subscribe("audit", (made, _) => Note(seen, made));
            await using var other = log.Subscribe("other", static (_, _) => default, new() { StartAt = EventLogStart.End });
            await subscription.CatchUpAsync().AsTask().WaitAsync(Patience);
            await other.CatchUpAsync().AsTask().WaitAsync(Patience);
            Assert.Equal(0, other.GetStatistics().Delivered);
            Assert.Equal(2, subscription.GetStatistics().Delivered);
        }

        Assert.Equal(Enumerable.Range(1, 12).Select(static at => (long)at), seen);
    }

    [Fact]
    public async Task Subscribe_TwiceUnderAName_ServesOneAtATime()
    {
        await AppendAsync([LogEvents.Derived(1)]);
        await using var first = Open();
        await using var second = Open();
        var one = first.Subscribe("only", static (_, _) => default);
        await one.CatchUpAsync().AsTask().WaitAsync(Patience);
        await using var two = second.Subscribe("only", static (_, _) => default);
        Assert.False(two.GetStatistics().IsServed);
        await one.DisposeAsync();
        await two.CatchUpAsync().AsTask().WaitAsync(Patience);
        Assert.True(two.GetStatistics().IsServed);
        Assert.Equal(0, two.GetStatistics().Delivered);
    }

    [Fact]
    public async Task Subscribe_HandlerThatFails_SendsToDeadLettersAndReplays()
    {
        await AppendAsync([LogEvents.Derived(1), LogEvents.Derived(2), LogEvents.Derived(3)]);
        var fails = true;
        var seen = new ConcurrentQueue<long>();
        ValueTask Handle(Event made, CancellationToken token) =>
            fails && made.Id.Position == 2 ? throw new InvalidOperationException("no") : Note(seen, made);

        var options = new DurableSubscriptionOptions { MaximumAttempts = 2, RetryDelay = TimeSpan.Zero };
        await using (var log = Open())
        {
            await using var subscription = log.Subscribe("fragile", Handle, options);
            await subscription.CatchUpAsync().AsTask().WaitAsync(Patience);
            Assert.Equal(2, subscription.GetStatistics().Errors);
        }

        await using (var log = Open())
        {
            await using var subscription = log.Subscribe("fragile", Handle, options);

            // It serves its name from now on; the former one may have held it a moment longer.
            await subscription.CatchUpAsync().AsTask().WaitAsync(Patience);
            var letter = Assert.Single(subscription.ReadDeadLetters());
            Assert.Equal((2, 2, 2), (letter.Number, letter.Event.Id.Position, letter.Attempts));
            Assert.Contains("InvalidOperationException: no", letter.Error, StringComparison.Ordinal);
            Assert.Equal(0, await subscription.ReplayDeadLettersAsync());
            fails = false;
            Assert.Equal(1, await subscription.ReplayDeadLettersAsync());
            Assert.Empty(subscription.ReadDeadLetters());
        }

        Assert.Equal([1, 3, 2], seen);
    }

    [Fact]
    public async Task Subscribe_CursorOfAnotherLog_BeginsWithTheOldest()
    {
        await AppendAsync([LogEvents.Derived(1), LogEvents.Derived(2)]);
        await using (var log = Open())
        {
            await using var subscription = log.Subscribe("audit", static (_, _) => default);
            await subscription.CatchUpAsync().AsTask().WaitAsync(Patience);
        }

        foreach (var segment in Directory.GetFiles(_folder, "*.jsonl"))
        {
            File.Delete(segment);
        }

        await AppendAsync([LogEvents.Published(1, 1), LogEvents.Published(1, 2), LogEvents.Published(1, 3)]);
        var seen = new ConcurrentQueue<long>();
        await using var again = Open();
        await using var anew = again.Subscribe("audit", (made, _) => Note(seen, made));
        await anew.CatchUpAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public async Task Subscribe_AtTheEnd_IsNotedAtOnce()
    {
        await AppendAsync([LogEvents.Derived(1)]);
        await using (var log = Open())
        {
            await using var subscription = log.Subscribe("late", static (_, _) => default, new() { StartAt = EventLogStart.End });
            await subscription.CatchUpAsync().AsTask().WaitAsync(Patience);
        }

        await AppendAsync([LogEvents.Derived(2)]);
        var seen = new ConcurrentQueue<long>();
        await using var again = Open();
        await using var later = again.Subscribe("late", (made, _) => Note(seen, made), new() { StartAt = EventLogStart.End });
        await later.CatchUpAsync().AsTask().WaitAsync(Patience);
        Assert.Equal([2], seen);
    }

    [Fact]
    public async Task Subscribe_HandlerThatDisposesItsOwn_Ends()
    {
        await AppendAsync([LogEvents.Derived(1), LogEvents.Derived(2)]);
        await using var log = Open();
        IDurableSubscription? own = null;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        own = log.Subscribe("once", async (_, _) =>
        {
            await ready.Task;
            await own!.DisposeAsync();
        });
        ready.SetResult();
        await own.Completion.WaitAsync(Patience);
    }

    [Fact]
    public async Task Read_AfterPosition_SegmentThatBeginsWithAPublishedEvent_MissesNothing()
    {
        var events = new List<Event>();
        for (var position = 1; position <= 200; position++)
        {
            events.Add(LogEvents.Derived(position));
            events.Add(LogEvents.Published(position, position));
        }

        await AppendAsync(events, segmentBytes: 1_500);
        await using var log = Open();
        for (var position = 0; position < 200; position += 13)
        {
            Assert.Equal(position + 1, (await ReadAsync(log, EventLogStart.AfterPosition(position)))[0].Event.Id.Position);
        }
    }

    [Fact]
    public async Task Append_PositionsThatBeginAnew_AreLogged()
    {
        using var appender = Appender();
        await appender.OpenAsync(0, default);
        await appender.AppendAsync([LogEvents.Derived(500)], default);
        var gap = new Event<FeedGap>(new(500, 3, "another store")) { Id = new(3, 1, 9), Type = EventTypes.FeedGap, Time = LogEvents.Noon };
        await appender.AppendAsync([gap, LogEvents.Derived(4), LogEvents.Derived(5)], default);
        await appender.AppendAsync([LogEvents.Derived(5), LogEvents.Derived(6)], default);
        Assert.Equal([500, 3, 4, 5, 6], LogEvents.ReadAll(_files, _folder, out _).Select(static logged => logged.Event.Id.Position));
    }

    [Fact]
    public async Task Flush_OfALogThatWasNeverStarted_SaysSo()
    {
        await using var log = Open();
        await Assert.ThrowsAsync<EventLogException>(async () => await log.FlushAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("A")]
    [InlineData("a b")]
    public async Task Subscribe_UnderANameThatIsNoFileName_IsRefused(string name)
    {
        await using var log = Open();
        Assert.ThrowsAny<ArgumentException>(() => log.Subscribe(name, static (_, _) => default));
    }

    [Fact]
    public async Task Append_OfATextWithLineEnds_IsOneLine()
    {
        var made = new Event<StoreFault>(
            new("open/A\n.yaml", FaultReason.Syntax, "line\r\nbreak \"quoted\" \u2028 ,\"crc32c\":\"00000000\"}", 1, 2))
        {
            Id = new(1, 1, 0),
            Type = EventTypes.StoreFault,
            Time = LogEvents.Noon,
        };
        await AppendAsync([made]);
        Assert.Equal(made.Payload, Assert.Single(LogEvents.ReadAll(_files, _folder, out _)).Event.Payload);
        Assert.Equal(
            2, Encoding.UTF8.GetString(
                await File.ReadAllBytesAsync(Directory.GetFiles(_folder, "*.jsonl").Single())).Count(static c => c == '\n'));
    }

    private static ValueTask Note(ConcurrentQueue<long> seen, Event made)
    {
        seen.Enqueue(made.Id.Position);
        return default;
    }

    private EventLogOptions Options(long segmentBytes = 1 << 20) =>
        new() { Folder = _folder, SegmentBytes = segmentBytes, PollInterval = TimeSpan.FromMilliseconds(5) };

    private LogAppender Appender(long segmentBytes = 1 << 20)
    {
        var folder = new LogFolder(_files, _folder);
        return new(folder, Options(segmentBytes), EventJson.Default, TimeProvider.System, NullLogger.Instance);
    }

    private EventLog Open() =>
        new(new(new(_files, _folder), Options(), EventJson.Default, TimeProvider.System, NullLogger.Instance));

    private async Task AppendAsync(IReadOnlyList<Event> events, long segmentBytes = 1 << 20)
    {
        using var appender = Appender(segmentBytes);
        await appender.OpenAsync(0, default);
        foreach (var group in events.Chunk(7))
        {
            await appender.AppendAsync(group, default);
        }
    }

    private static async Task<List<LoggedEvent>> ReadAsync(EventLog log, EventLogStart from, string pattern = "*")
    {
        var all = new List<LoggedEvent>();
        await foreach (var logged in log.ReadAsync(from, pattern))
        {
            all.Add(logged);
        }

        return all;
    }
}
