using System.Text;
using RepoTickets.Batch.Files;
using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Files;

[Collection(AloneCollection.Name)]
public sealed class JsonLinesTests
{
    [Fact]
    public async Task ImportAsync_BestEffortWithBadLines_TakesTheOthersAndNamesTheLines()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = "{\"title\": \"A\"}\n\n{\"title\": \"B\"\r\n{\"title\": \"C\", \"size\": 1}\n{\"title\": \"D\"}\n" +
            $"{{\"title\": \"{new string('x', FileLines.MaximumLength)}\"}}\n{{\"title\": \"E\"}}";

        var result = await ImportAsync(temporary, ImportFormat.CreateLines, text, BatchMode.BestEffort, chunk: 2);

        Assert.Equal(BatchOutcome.PartlyCommitted, result.Outcome);
        Assert.Equal(["A-1", "D-1", "E-1"], result.CreatedIds.Select(static id => id.Value));
        Assert.Equal([3, 4, 6], result.Errors.Select(static error => error.Line).Order());
        Assert.All(await temporary.Store.Feed.ReadAsync(0), commit => Assert.Equal(result.BatchId, commit.CorrelationId));
    }

    [Fact]
    public async Task ImportAsync_AtomicWithOneBadLine_LeavesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        var result = await ImportAsync(
            temporary, ImportFormat.CreateLines, "{\"title\": \"A\"}\n{\"title\": \"B\", \"status\": \"done\"}\n", BatchMode.Atomic);

        Assert.Equal((BatchOutcome.Refused, 2, 26), (result.Outcome, Assert.Single(result.Errors).Line, result.Errors[0].Column));
        Assert.Equal(0, await temporary.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task ImportAsync_AtomicLongerThanACommit_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = string.Concat(Enumerable.Repeat("{\"title\": \"A\"}\n", 12_000));

        var result = await ImportAsync(temporary, ImportFormat.CreateLines, text, BatchMode.Atomic);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Contains("more than 10,000", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_AtomicLongerThanACommitThoughMostChangesNothing_IsRefused()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var text = string.Concat(Enumerable.Repeat("{\"id\": \"LOGIN-1\", \"title\": \"Login\"}\n", 10_001)) +
            "{\"id\": \"LOGIN-1\", \"assignee\": \"bob\"}\n";

        var result = await ImportAsync(temporary, ImportFormat.UpdateLines, text, BatchMode.Atomic);

        Assert.Equal(BatchOutcome.Refused, result.Outcome);
        Assert.Contains("more than 10,000", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_UpdateLines_SetsFieldsAndNamesTheLineOfWhatIsMissing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Title = "Login" });

        var result = await ImportAsync(
            temporary, ImportFormat.UpdateLines,
            "{\"id\": \"LOGIN-1\", \"assignee\": \"bob\"}\n{\"id\": \"ABSENT-1\", \"assignee\": \"bob\"}\n{\"assignee\": \"bob\"}\n",
            BatchMode.BestEffort);

        Assert.Equal(["LOGIN-1"], result.UpdatedIds.Select(static id => id.Value));
        Assert.Equal([2, 3], result.Errors.Select(static error => error.Line).Order());
        Assert.Equal("bob", (await temporary.Store.GetAsync(TicketId.Parse("LOGIN-1")))!.Assignee);
    }

    [Fact]
    public async Task ImportPartsAsync_PlaceholderOfAnEarlierPart_IsResolved()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var stream = Stream("{\"id\": \"?a\", \"title\": \"A\"}\n{\"title\": \"B\"}\n{\"title\": \"C\", \"blocked_by\": [\"?a\"]}\n");
        var parts = new List<BatchResult>();
        await foreach (var part in BatchExecutor.CreateFiles(temporary.Store, new() { ChunkSize = 2 }).ImportPartsAsync(
            stream, ImportFormat.CreateLines))
        {
            parts.Add(part);
        }

        Assert.Equal([2, 1], parts.Select(static part => part.Created.Count));
        Assert.Single(parts.Select(static part => part.BatchId).Distinct());
        Assert.Equal(["A-1"], (await temporary.Store.GetAsync(TicketId.Parse("C-1")))!.BlockedBy.Select(static id => id.Value));
    }

    [Fact]
    public async Task ImportAsync_DryRunInParts_KnowsPlaceholdersOfEarlierParts()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var stream = Stream(
            "{\"id\": \"?a\", \"title\": \"A\"}\n{\"title\": \"B\", \"blocked_by\": [\"?a\"]}\n{\"title\": \"C\", \"blocked_by\": " +
            "[\"?b\"]}\n");

        var result = await BatchExecutor.CreateFiles(temporary.Store, new() { ChunkSize = 1 })
            .ImportAsync(stream, ImportFormat.CreateLines, new() { Mode = BatchMode.BestEffort, IsDryRun = true });

        Assert.Equal((BatchOutcome.Planned, 3, "blocked_by"), (result.Outcome, Assert.Single(result.Errors).Line, result.Errors[0].Field));
        Assert.Equal(0, await temporary.Store.Feed.GetPositionAsync());
    }

    [Fact]
    public async Task ImportPartsAsync_StreamLargerThanItsBuffers_NeedsMemoryForOnePart()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var files = BatchExecutor.CreateFiles(temporary.Store, new() { ChunkSize = 100 });
        using var stream = new EndlessLines(3_000, $"{{\"title\": \"Large\", \"description\": \"{new string('x', 20_000)}\"}}\n");
        var (count, most) = (0, 0L);
        await foreach (var part in files.ImportPartsAsync(stream, ImportFormat.CreateLines, new() { IsDryRun = true }))
        {
            count += part.Items.Count;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        // The stream has 60 MB, a part 2 MB of text; what the test host itself holds is far below the bound.
        Assert.Equal(3_000, count);
        Assert.True(most < 50_000_000, $"{most} bytes were in use.");
    }

    [Fact]
    public async Task ImportAsync_TooManyBadLines_StopsReading()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = string.Concat(Enumerable.Repeat("nothing\n", 1000)) + "{\"title\": \"A\"}\n";

        var result = await ImportAsync(temporary, ImportFormat.CreateLines, text, BatchMode.BestEffort);

        Assert.Equal(101, result.Errors.Count);
        Assert.Contains("the rest was not read", result.Errors[^1].Reason, StringComparison.Ordinal);
        Assert.Empty(result.Created);
    }

    [Fact]
    public async Task ImportAsync_SourceThatFails_TellsWhatWasCommitted()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var stream = new EndlessLines(1_000_000, "{\"title\": \"A\"}\n") { FailAfter = 20_000 };

        var result = await BatchExecutor.CreateFiles(temporary.Store, new() { ChunkSize = 500, Mode = BatchMode.BestEffort }).ImportAsync(
            stream, ImportFormat.CreateLines);

        Assert.Equal(BatchOutcome.PartlyCommitted, result.Outcome);
        Assert.Equal((await temporary.Store.GetStatisticsAsync()).Total, result.Created.Count);
        Assert.Contains("ended early", Assert.Single(result.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportPartsAsync_CallerThatStopsEarly_IsSummarizedAllTheSame()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var publisher = new KeepingPublisher();
        using var stream = Stream("{\"title\": \"A\"}\n{\"title\": \"B\"}\n");
        await foreach (var part in BatchExecutor.CreateFiles(temporary.Store, new() { ChunkSize = 1 }, publisher: publisher)
            .ImportPartsAsync(stream, ImportFormat.CreateLines))
        {
            break;
        }

        Assert.Equal(1, Assert.IsType<BatchCompleted>(Assert.Single(publisher.Published)).Created);
    }

    [Fact]
    public async Task ImportAsync_SourceThatFails_IsSummarizedAllTheSame()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var publisher = new KeepingPublisher();
        using var stream = new EndlessLines(1_000_000, "{\"title\": \"A\"}\n") { FailAfter = 20_000 };

        var result = await BatchExecutor.CreateFiles(temporary.Store, new() { Mode = BatchMode.BestEffort }, publisher: publisher)
            .ImportAsync(stream, ImportFormat.CreateLines);

        Assert.Equal(result.Created.Count, Assert.IsType<BatchCompleted>(Assert.Single(publisher.Published)).Created);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<BatchResult> ImportAsync(
        TemporaryStore temporary, ImportFormat format, string text, BatchMode mode, int chunk = 500)
    {
        using var stream = Stream(text);
        return await BatchExecutor.CreateFiles(temporary.Store, new() { ChunkSize = chunk }).ImportAsync(
            stream, format, new() { Mode = mode });
    }

    private sealed class KeepingPublisher : IEventPublisher
    {
        internal List<object> Published { get; } = [];

        public ValueTask<Event<TData>> PublishAsync<TData>(
            TData data, EventContext? context = null, CancellationToken cancellationToken = default)
            where TData : notnull
        {
            Published.Add(data);
            return ValueTask.FromResult<Event<TData>>(null!);
        }
    }

    /// <summary>The same line many times, made while it is read.</summary>
    private sealed class EndlessLines(int count, string line) : Stream
    {
        private readonly byte[] _line = Encoding.UTF8.GetBytes(line);
        private long _position;

        internal long FailAfter { get; init; } = long.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int length)
        {
            if (_position >= FailAfter)
            {
                throw new IOException("Injected.");
            }

            var end = (long)_line.Length * count;
            var taken = 0;
            for (; taken < length && _position < end; taken++)
            {
                buffer[offset + taken] = _line[_position++ % _line.Length];
            }

            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int length) => throw new NotSupportedException();
    }
}
