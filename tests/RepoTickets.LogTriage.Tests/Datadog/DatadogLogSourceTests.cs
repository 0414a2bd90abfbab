using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Datadog;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Tests.Servers;

namespace RepoTickets.LogTriage.Tests.Datadog;

public sealed class DatadogLogSourceTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeDatadog _server = new();
    private readonly JumpingTime _time = new(TimeSpan.FromSeconds(20));
    private readonly SimpleClients _clients;
    private readonly List<RejectedRecord> _rejected = [];

    public DatadogLogSourceTests() => _clients = new(_server.Address);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _clients.Dispose();

    [Fact]
    public async Task Read_SeveralPages_GivesEachRecordOnceInOrder()
    {
        Fill("shop", 25);
        var entries = await ReadAllAsync(Options("shop"));
        Assert.Equal(Enumerable.Range(0, 25).Select(static i => $"shop-{i}"), entries.Select(static entry => entry.Id));
        Assert.Equal(3, Searches().Count);
    }

    [Fact]
    public async Task Read_PagesThatOverlap_GivesEachRecordOnce()
    {
        Fill("shop", 25);
        _server.RepeatsAtPageStart = true;
        Assert.Equal(25, (await ReadAllAsync(Options("shop"))).Count);
    }

    [Fact]
    public async Task Read_ClockGoesOn_WindowStays()
    {
        Fill("shop", 25);
        _server.OnRequest = _ => _time.Advance(TimeSpan.FromMinutes(10));
        await ReadAllAsync(Options("shop"));
        var filters = Searches().Select(static body => body["filter"]!.ToJsonString()).Distinct().ToList();
        Assert.Contains(
            "\"from\":\"2026-03-03T12:00:00.000Z\",\"to\":\"2026-03-04T12:00:00.000Z\"", Assert.Single(filters), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PartialAnswer_GivesWhatCameAndThrows()
    {
        Fill("shop", 25);
        _server.PartialPages.Add(1);
        var (entries, error) = await ReadUntilErrorAsync(Options("shop"));
        Assert.Equal(20, entries.Count);
        Assert.Contains("partial", error.Message, StringComparison.Ordinal);
        Assert.NotNull(entries[9].Position);
        Assert.All(entries.Skip(10), entry => Assert.Equal(entries[9].Position, entry.Position));
    }

    [Fact]
    public async Task Read_PageThatCannotBeHad_IsNotTheEnd()
    {
        Fill("shop", 25);
        _server.ChooseFault = request => request.Body.Contains("cursor", StringComparison.Ordinal) ? Fault.Answer(500) : null;
        var (entries, error) = await ReadUntilErrorAsync(Options("shop"));
        Assert.Equal(10, entries.Count);
        Assert.Contains("Page 2 of service shop", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusedForItsRate_WaitsAndGoesOn()
    {
        Fill("shop", 25);
        _server.Fail("search", Fault.Answer(429, "", ("Retry-After", "5")), Fault.Answer(503), Fault.ResetBefore, Fault.Torn);
        var options = Options("shop");
        options.Remote.MaximumAttempts = 6;
        Assert.Equal(25, (await ReadAllAsync(options)).Count);
    }

    [Fact]
    public async Task Read_MorePagesThanAllowed_Throws()
    {
        Fill("shop", 25);
        var options = Options("shop");
        options.MaximumPages = 2;
        var (entries, error) = await ReadUntilErrorAsync(options);
        Assert.Equal(20, entries.Count);
        Assert.Contains("more than 2 pages", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"data\":{}}")]
    [InlineData("")]
    public async Task Read_AnswerOfAnotherForm_Throws(string body)
    {
        _server.Fail("search", Fault.Garbage(body));
        var (entries, _) = await ReadUntilErrorAsync(Options("shop"));
        Assert.Empty(entries);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"id\":\"x\",\"attributes\":null}")]
    [InlineData("{\"id\":\"x\",\"attributes\":{\"timestamp\":\"yesterday\",\"message\":\"m\"}}")]
    [InlineData("{\"id\":\"x\",\"attributes\":{\"timestamp\":-5,\"message\":\"m\"}}")]
    public async Task Read_MalformedRecord_IsRejectedAndTheOthersGiven(string record)
    {
        Fill("shop", 3);
        _server.AddRaw(JsonNode.Parse(record));
        Assert.Equal(3, (await ReadAllAsync(Options("shop"))).Count);
        var rejected = Assert.Single(_rejected);
        Assert.StartsWith("service shop, page 1, record ", rejected.Place, StringComparison.Ordinal);
        Assert.InRange(rejected.Sample.Length, 1, 200);
    }

    [Theory]
    [InlineData("{\"logger\":\"a.B\"}", "a.B")]
    [InlineData("{\"logger\":{\"name\":\"a.B\",\"thread_name\":\"main\"}}", "a.B")]
    [InlineData("{\"logger\":17}", "17")]
    [InlineData("{}", null)]
    public async Task Read_LoggerOfAnyShape_IsTaken(string attributes, string? logger)
    {
        _server.Add("1", "shop", Noon.AddHours(-1), "m", attributes: JsonNode.Parse(attributes)!.AsObject());
        Assert.Equal(logger, Assert.Single(await ReadAllAsync(Options("shop"))).Logger);
    }

    [Fact]
    public async Task Read_NullMessage_IsEmptyText()
    {
        _server.AddRaw(JsonNode.Parse("""{"id":"1","attributes":{"message":null,"timestamp":"2026-03-04T11:00:00Z"}}"""));
        Assert.Equal("", Assert.Single(await ReadAllAsync(Options("shop"))).Message);
    }

    [Fact]
    public async Task Read_Record_KeepsAllItsFields()
    {
        var attributes = JsonNode.Parse(
            """
            {"logger":{"name":"com.shop.Pay","thread_name":"exec-1"},"error":{"kind":"java.io.IOException","stack":"at a.b\nat c.d","message":"gone"},
            "requestId":"r-1","nested":{"deep":{"er":[1,2]}},"flag":true,"none":null}
            """)!.AsObject();
        _server.Add("1", "shop", Noon.AddHours(-1), "boom", "critical", attributes);
        var entry = Assert.Single(await ReadAllAsync(Options("shop")));
        Assert.Equal("boom", entry.Message);
        Assert.Equal(LogLevel.Critical, entry.Level);
        Assert.Equal(Noon.AddHours(-1), entry.Time);
        Assert.Equal(("shop", "prod", "com.shop.Pay", "exec-1"), (entry.Service, entry.Environment, entry.Logger, entry.Thread));
        Assert.Equal(("java.io.IOException", "at a.b\nat c.d", "gone"), (entry.ExceptionType, entry.StackTrace, entry.Detail));
        Assert.Equal("r-1", entry.Attributes["requestId"]);
        Assert.Equal("[1,2]", entry.Attributes["nested.deep.er"]);
        Assert.Equal("payments", entry.Attributes["tag.team"]);
        Assert.False(entry.Attributes.ContainsKey("none"));
    }

    [Fact]
    public async Task Read_SeveralServices_FetchesAtOnceAndGivesInOrderOfTime()
    {
        Fill("shop", 25);
        Fill("cart", 25, offset: 500);
        var arrived = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.OnRequest = _ =>
        {
            if (Interlocked.Increment(ref arrived) == 2)
            {
                both.TrySetResult();
            }

            // Neither is answered before both have asked.
            both.Task.Wait(TimeSpan.FromSeconds(20));
        };
        var entries = await ReadAllAsync(Options("shop", "cart"));
        Assert.True(both.Task.IsCompletedSuccessfully);
        Assert.Equal(50, entries.Count);
        Assert.Equal(
            entries.OrderBy(static entry => entry.Time).Select(static entry => entry.Id), entries.Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Read_OneServiceFails_TheOthersAreGivenAndTheErrorThrown()
    {
        Fill("shop", 25);
        Fill("cart", 5);
        _server.ChooseFault = static request => request.Body.Contains("cart", StringComparison.Ordinal) ? Fault.Answer(403, "no") : null;
        var (entries, error) = await ReadUntilErrorAsync(Options("shop", "cart"));
        Assert.Equal(25, entries.Count);
        Assert.All(entries, static entry => Assert.Null(entry.Position));
        Assert.Contains("service cart", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ResumedAfterAnyRecord_GivesExactlyTheRest()
    {
        Fill("shop", 25);
        Fill("cart", 25);
        var all = await ReadAllAsync(Options("shop", "cart"));
        foreach (var (entry, index) in all.Select(static (entry, index) => (entry, index)))
        {
            var options = Options("shop", "cart");
            options.ResumeAfter = entry.Position;
            var rest = await ReadAllAsync(options);
            Assert.True(
                all.Skip(index + 1).Select(static later => later.Id).SequenceEqual(rest.Select(static later => later.Id)),
                $"after record {index}");
        }
    }

    [Fact]
    public async Task Read_RecordIndexedLate_IsGivenByTheNextRun()
    {
        Fill("shop", 25);
        var last = (await ReadAllAsync(Options("shop")))[^1];
        _server.Add("late", "shop", last.Time!.Value.AddSeconds(-5), "late");
        var options = Options("shop");
        options.ResumeAfter = last.Position;
        Assert.Equal(["late"], (await ReadAllAsync(options)).Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Read_AbandonedEarly_StopsFetching()
    {
        Fill("shop", 500);
        await foreach (var _ in Source(Options("shop")).ReadAsync())
        {
            break;
        }

        Assert.InRange(Searches().Count, 1, 4);
    }

    [Fact]
    public async Task Read_Cancelled_Ends()
    {
        Fill("shop", 25);
        using var stop = new CancellationTokenSource();
        _server.Fail("search", Fault.HangBefore);
        _server.OnRequest = _ => stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Source(Options("shop")).ReadAsync(null, stop.Token))
            {
            }
        });
    }

    [Fact]
    public async Task Read_WrongKey_ErrorShowsNoKey()
    {
        var options = Options("shop");
        options.ApiKey = "wrong-canary-key";
        var (_, error) = await ReadUntilErrorAsync(options);
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesWithQuotes_AreQuoted()
    {
        var options = Options("shop\" OR service:\"*");
        options.Environment = "pr\\od";
        options.Statuses = ["error", "critical"];
        options.ExtraTerms = ["-@http.status_code:404", "a, b"];
        Assert.Equal(
            "service:\"shop\\\" OR service:\\\"*\" env:\"pr\\\\od\" (status:error OR status:critical) ((-@http.status_code:404) " +
            "AND (a, b))",
            DatadogQuery.Write(options, options.Services[0]));
    }

    [Theory]
    [InlineData(") OR (service:*")]
    [InlineData("((a)")]
    [InlineData("\"open")]
    [InlineData("a\\")]
    [InlineData("")]
    [InlineData("a\nb")]
    public void FindProblems_TermThatReachesOut_IsRefused(string term)
    {
        var options = Options("shop");
        options.ExtraTerms = [term];
        Assert.Single(options.FindProblems());
    }

    [Fact]
    public void FindProblems_EachOptionOutOfRange_IsTold()
    {
        var options = new DatadogOptions
        {
            Site = "evil.com/path", PageSize =
                1001, MaximumPages = 0, Lookback = TimeSpan.FromDays(8), Statuses = ["loud"], ResumeAfter = "x",
            ResumeOverlap = TimeSpan.FromHours(2), Remote = new() { Timeout = TimeSpan.Zero, CallsPerWindow = 0 },
        };
        var problems = string.Join('\n', options.FindProblems());
        Assert.All(
            [
                "ApiKey", "ApplicationKey", "Site", "PageSize", "MaximumPages", "Lookback", "loud", "ResumeAfter", "ResumeOverlap",
                "Services", "Timeout", "CallsPerWindow",
            ],
            name => Assert.Contains(name, problems, StringComparison.Ordinal));
    }

    private void Fill(string service, int count, int offset = 0)
    {
        for (var i = 0; i < count; i++)
        {
            _server.Add($"{service}-{i}", service, Noon.AddHours(-2).AddSeconds(i / 3).AddMilliseconds(offset), $"failure {i}");
        }
    }

    private static DatadogOptions Options(params string[] services) => new()
    {
        ApiKey = FakeDatadog.ApiKey,
        ApplicationKey = FakeDatadog.ApplicationKey,
        Services = services,
        PageSize = 10,
        Remote = new() { Timeout = TimeSpan.FromSeconds(20), CallsPerWindow = 10_000 },
    };

    private DatadogLogSource Source(DatadogOptions options)
    {
        var settings = SimpleClients.Settings(_clients, _server.Address, options.Remote, _time);
        var remote = new RemoteClient(new()
        {
            Name = "Datadog", Address = settings.Address, Options = settings.Options, Clients = _clients, Time = _time,
            Logger = settings.Logger,
            Jitter = settings.Jitter, Scrubber = new(options.ApiKey, options.ApplicationKey),
            Authorize = request =>
            {
                request.Headers.Add("DD-API-KEY", options.ApiKey);
                request.Headers.Add("DD-APPLICATION-KEY", options.ApplicationKey);
            },
        });
        return new(new(remote, options), options, _time);
    }

    private List<JsonNode> Searches() =>

        [
            .. _server.Requests.Where(static request => request.Path.EndsWith("search", StringComparison.Ordinal)).Select(
                static request => JsonNode.Parse(request.Body)!),
        ];

    private async Task<List<LogEntry>> ReadAllAsync(DatadogOptions options)
    {
        var entries = new List<LogEntry>();
        await foreach (var entry in Source(options).ReadAsync(_rejected.Add))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private async Task<(List<LogEntry> Entries, LogSourceIncompleteException Error)> ReadUntilErrorAsync(DatadogOptions options)
    {
        var entries = new List<LogEntry>();
        var error = await Assert.ThrowsAsync<LogSourceIncompleteException>(async () =>
        {
            await foreach (var entry in Source(options).ReadAsync(_rejected.Add))
            {
                entries.Add(entry);
            }
        });
        return (entries, error);
    }
}
