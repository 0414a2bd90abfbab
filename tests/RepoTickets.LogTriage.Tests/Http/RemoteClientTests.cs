using System.IO.Compression;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Tests.Servers;

namespace RepoTickets.LogTriage.Tests.Http;

public sealed class RemoteClientTests : IAsyncLifetime, IDisposable
{
    private readonly EchoServer _server = new();
    private readonly JumpingTime _time = new(TimeSpan.FromSeconds(30));
    private readonly SimpleClients _clients;

    public RemoteClientTests() => _clients = new(_server.Address);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _clients.Dispose();

    [Fact]
    public async Task Send_ManyCallsOneAfterAnother_UseOneConnection()
    {
        var client = Client();
        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync(Search, default);
        }

        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task Send_TooManyRequestsWithRetryAfter_WaitsAsLongAndRepeats()
    {
        _server.Fail("search", Fault.Answer(429, "slow down", ("Retry-After", "7")));
        await Client().SendAsync(Search, default);
        Assert.Equal(2, _server.Requests.Count);
        Assert.Contains(TimeSpan.FromSeconds(7.25), _time.Waits);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("2026-03-04T12:00:12Z")]
    [InlineData("1772625612")]
    public async Task Send_ResetInAnyForm_WaitsUntilThen(string reset)
    {
        _server.Fail("search", Fault.Answer(429, "", ("X-RateLimit-Reset", reset)));
        await Client().SendAsync(Search, default);
        Assert.InRange(
            _time.GetUtcNow() - new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(12),
            TimeSpan.FromSeconds(14));
    }

    [Fact]
    public async Task Send_BudgetUsedUp_HoldsTheNextCallBack()
    {
        _server.Fail("search", Fault.Answer(200, "{}", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "9")));
        var client = Client();
        await client.SendAsync(Search, default);
        Assert.Empty(_time.Waits);
        await client.SendAsync(Search, default);
        Assert.Equal([TimeSpan.FromSeconds(9)], _time.Waits);
    }

    [Fact]
    public async Task Send_LongerPauseThanAllowed_FailsAtOnceWithThatPause()
    {
        _server.Fail("search", Fault.Answer(429, "", ("Retry-After", "3600")));
        var client = Client();
        var first = await Assert.ThrowsAsync<RemoteCallException>(() => client.SendAsync(Search, default));
        var second = await Assert.ThrowsAsync<RemoteCallException>(() => client.SendAsync(Search, default));
        Assert.Equal(TimeSpan.FromHours(1), first.Pause);
        Assert.InRange(second.Pause!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task Send_ServerErrors_RepeatWithGrowingPauses(int status)
    {
        _server.Fail("search", Fault.Answer(status), Fault.Answer(status), Fault.Answer(status));
        await Client().SendAsync(Search, default);
        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal([375, 750, 1500], _time.Waits.Select(static wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task Send_ErrorsThatStay_FailAfterTheLastAttempt()
    {
        _server.ChooseFault = static _ => Fault.Answer(503, "down");
        var error = await Assert.ThrowsAsync<RemoteCallException>(() => Client().SendAsync(Search, default));
        Assert.False(error.IsRefusal);
        Assert.Equal(503, error.Status);
        Assert.Equal(4, _server.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Send_Refusals_AreNotRepeated(int status)
    {
        _server.Fail("search", Fault.Answer(status, "no", ("Location", "http://169.254.169.254/")));
        var error = await Assert.ThrowsAsync<RemoteCallException>(() => Client().SendAsync(Search, default));
        Assert.True(error.IsRefusal);
        Assert.Single(_server.Requests);
    }

    public static TheoryData<string> UnknownOutcomes => ["reset-after", "reset-before", "torn", "500", "503", "timeout"];

    [Theory]
    [MemberData(nameof(UnknownOutcomes))]
    public async Task Send_CreateWithUnknownOutcome_IsSentOnceOnly(string kind)
    {
        var client = Client();
        await client.SendAsync(Search, default);
        _server.Fail("create", kind switch
        {
            "reset-after" => Fault.ResetAfter,
            "reset-before" => Fault.ResetBefore,
            "torn" => Fault.Torn,
            "timeout" => Fault.HangAfter,
            _ => Fault.Answer(int.Parse(kind, System.Globalization.CultureInfo.InvariantCulture), "", ("Retry-After", "1")),
        });
        if (kind == "timeout")
        {
            _server.OnRequest = _ => _time.FireTimeouts();
        }

        var error = await Assert.ThrowsAsync<RemoteCallException>(() => client.SendAsync(Create, default));
        Assert.False(error.IsRefusal);
        Assert.Single(_server.Requests, static request => request.Path.Contains("create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_CreateRefusedForItsRate_IsRepeated()
    {
        _server.Fail("create", Fault.Answer(429, "", ("Retry-After", "1")));
        await Client().SendAsync(Create, default);
        Assert.Single(_server.Effects);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_SearchBrokenOff_IsRepeated(bool isTorn)
    {
        _server.Fail("search", isTorn ? Fault.Torn : Fault.ResetBefore);
        var answer = await Client().SendAsync(Search, default);
        Assert.Equal(200, answer.Status);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Send_NoAnswer_TimesOutAndIsRepeated()
    {
        _server.Fail("search", Fault.HangBefore);
        var isFirst = 1;
        _server.OnRequest = _ =>
        {
            if (Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                _time.FireTimeouts();
            }
        };
        Assert.Equal(200, (await Client().SendAsync(Search, default)).Status);
    }

    [Fact]
    public async Task Send_CallerGivesUp_EndsWithCancellation()
    {
        using var stop = new CancellationTokenSource();
        _server.Fail("search", Fault.HangBefore);
        _server.OnRequest = _ => stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client().SendAsync(Search, stop.Token));
    }

    [Fact]
    public async Task Send_NobodyListens_RepeatsEvenACreate()
    {
        var address = new Uri("http://127.0.0.1:1/");
        using var clients = new SimpleClients(address);
        var client = new RemoteClient(SimpleClients.Settings(clients, address, new(), _time));
        var error = await Assert.ThrowsAsync<RemoteCallException>(() => client.SendAsync(Create, default));
        Assert.True(error.IsSafeToRepeat);
        Assert.Equal(3, _time.Waits.Count);
    }

    [Fact]
    public async Task Send_AnswerRepeatsTheKey_NoErrorShowsIt()
    {
        _server.Fail("search", Fault.Answer(403, "key canary-secret-0123456789 is\r\n\u001b[31m wrong"));
        var error = await Assert.ThrowsAsync<RemoteCallException>(() => Client().SendAsync(Search, default));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("key *** is", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Send_EndlessAnswer_IsNotReadToTheEnd()
    {
        var settings = SimpleClients.Settings(_clients, _server.Address, new(), _time);
        var small = new RemoteSettings
        {
            Name = settings.Name, Address = settings.Address, Options = settings.Options, Clients = _clients, Time = _time,
            Logger = settings.Logger, Authorize = settings.Authorize, Scrubber = settings.Scrubber, LargestAnswer = 10,
        };
        var error = await Assert.ThrowsAsync<RemoteCallException>(() => new RemoteClient(small).SendAsync(Search, default));
        Assert.Contains("more than 10 bytes", error.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Send_AnswerThatIsSmallUntilItIsUnpacked_IsNotUnpackedToTheEnd()
    {
        using var packed = new MemoryStream();
        await using (var packer = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var written = 0; written <= 64; written++)
            {
                await packer.WriteAsync(zeros);
            }
        }

        var bomb = Fault.Answer(200, "", ("Content-Encoding", "gzip")) with { Bytes = packed.ToArray() };
        Assert.InRange(bomb.Bytes.Length, 1, 1 << 20);
        _server.Fail("search", bomb);

        var error = await Assert.ThrowsAsync<RemoteCallException>(() => Client().SendAsync(Search, default));

        Assert.Contains("more than 67108864 bytes", error.Message, StringComparison.Ordinal);
    }

    private static RemoteCall Search => new("search", HttpMethod.Post, "search", "{}"u8.ToArray());

    private static RemoteCall Create => new("create", HttpMethod.Post, "create", "{}"u8.ToArray(), IsRepeatable: false);

    private RemoteClient Client() => new(SimpleClients.Settings(_clients, _server.Address, new() { CallsPerWindow = 1000 }, _time));
}
