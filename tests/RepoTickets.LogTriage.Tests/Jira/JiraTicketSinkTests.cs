using System.Text;
using System.Text.Json.Nodes;
using RepoTickets.LogTriage.Http;
using RepoTickets.LogTriage.Jira;
using RepoTickets.LogTriage.Tests.Servers;

namespace RepoTickets.LogTriage.Tests.Jira;

public sealed class JiraTicketSinkTests : IAsyncLifetime, IDisposable
{
    private readonly JumpingTime _time = new(TimeSpan.FromSeconds(30));
    private readonly FakeJira _server;
    private readonly SimpleClients _clients;
    private readonly JiraOptions _options;

    public JiraTicketSinkTests()
    {
        _server = new("OPS", _time);
        _clients = new(_server.Address);
        _options = new()
        {
            Address = _server.Address, User = FakeJira.User, ApiToken = FakeJira.Token, ProjectKey = "OPS",
            Remote = new() { CallsPerWindow = 10_000 },
        };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _clients.Dispose();

    [Fact]
    public async Task Create_Draft_SendsItsFields()
    {
        _options.TitlePrefix = "[Logs] ";
        _options.Labels = ["from-logs"];
        _options.TeamField = "customfield_10100";
        var filed = await Sink().CreateAsync(Draft() with
        {
            Title = "**Restore** the\ndatabase", Labels = ["loggroup-1", "has blank", "x"], Assignee = "acc-1", Team = "Payments",
        });
        var fields = Assert.Single(_server.Issues).Fields;
        Assert.Equal("OPS-1", filed.Key);
        Assert.Equal($"{_server.Address}browse/OPS-1", filed.Address!.AbsoluteUri);
        Assert.Equal("[Logs] Restore the database", (string)fields["summary"]!);
        Assert.Equal("[\"loggroup-1\",\"has-blank\",\"x\",\"from-logs\"]", fields["labels"]!.ToJsonString());
        Assert.Equal("{\"name\":\"High\"}", fields["priority"]!.ToJsonString());
        Assert.Equal("{\"accountId\":\"acc-1\"}", fields["assignee"]!.ToJsonString());
        Assert.Equal("[{\"value\":\"Payments\"}]", fields["customfield_10100"]!.ToJsonString());
        Assert.Equal("{\"name\":\"Bug\"}", fields["issuetype"]!.ToJsonString());
    }

    [Theory]
    [InlineData(1000, 255)]
    [InlineData(0, 255)]
    [InlineData(300, 120)]
    public async Task Create_TitleOfAnyLength_FitsWithItsPrefix(int length, int maximum)
    {
        _options.TitlePrefix = "[Datadog][timeout] ";
        _options.MaximumTitleLength = maximum;
        await Sink().CreateAsync(Draft() with { Title = new string('t', length) });
        Assert.InRange(Assert.Single(_server.Issues).Summary.Length, 20, maximum);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0000")]
    [InlineData("# x\n- y")]
    public async Task Create_AnyDescription_IsTaken(string description)
    {
        await Sink().CreateAsync(Draft() with { Description = description });
        await Sink().CreateAsync(Draft() with { Description = string.Concat(Enumerable.Repeat("long **text** \"here\"\n", 9_000)) });
        Assert.Equal(2, _server.Issues.Count);
    }

    public static TheoryData<string> Unknown => ["reset", "timeout", "torn", "garbage", "500", "503"];

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task Create_OutcomeUnknown_ThrowsAndIsFoundAgainByItsMarker(string kind)
    {
        var hasEffect = kind is not ("500" or "503");
        _server.Fail("/issue", kind switch
        {
            "reset" => Fault.ResetAfter,
            "timeout" => Fault.HangAfter,
            "torn" => Fault.Torn,
            "garbage" => Fault.Garbage(),
            _ => Fault.Answer(int.Parse(kind, System.Globalization.CultureInfo.InvariantCulture)),
        });
        if (kind == "timeout")
        {
            _server.OnRequest = _ => _time.FireTimeouts();
        }

        var sink = Sink();
        await Assert.ThrowsAsync<SinkUnavailableException>(() => sink.CreateAsync(Draft()).AsTask());
        _server.OnRequest = null;
        Assert.Equal(hasEffect ? 1 : 0, _server.Issues.Count);
        Assert.Equal(hasEffect ? 1 : 0, (await sink.FindByMarkerAsync("loggroup-1")).Count);
        Assert.Single(_server.Requests, static request => request.Path.EndsWith("/issue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Create_Refused_SaysWhatJiraSays()
    {
        _options.ProjectKey = "NOPE";
        var error = await Assert.ThrowsAsync<SinkRejectedException>(() => Sink().CreateAsync(Draft()).AsTask());
        Assert.Contains("project: valid project is required", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WrongToken_ErrorShowsNoSecret()
    {
        _options.ApiToken = "wrong-canary-token";
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{FakeJira.User}:wrong-canary-token"));
        _server.Fail("/issue", Fault.Answer(401, $"bad header Basic {secret} of wrong-canary-token"));
        var error = await Assert.ThrowsAsync<SinkRejectedException>(() => Sink().CreateAsync(Draft()).AsTask());
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("credentials", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindByMarker_SearchLags_KnowsOnlyWhatThisProcessFiled()
    {
        _server.SearchLag = TimeSpan.FromMinutes(1);
        var sink = Sink();
        await sink.CreateAsync(Draft());
        Assert.Single(await sink.FindByMarkerAsync("loggroup-1"));
        Assert.Empty(await Sink().FindByMarkerAsync("loggroup-1"));
        _time.Advance(sink.SearchLag);
        Assert.Single(await Sink().FindByMarkerAsync("loggroup-1"));
    }

    [Fact]
    public async Task FindByMarker_SeveralPages_ReadsThemAllTheOldestFirst()
    {
        _server.PageSize = 3;
        for (var i = 0; i < 10; i++)
        {
            _server.Seed($"issue {i}", i % 2 == 0 ? "done" : "new", [i == 9 ? "LOGGROUP-1" : "loggroup-1"]);
        }

        var found = await Sink().FindByMarkerAsync("loggroup-1");
        Assert.Equal(Enumerable.Range(1, 9).Select(static i => $"OPS-{i}"), found.Select(static ticket => ticket.Key));
        Assert.Equal([true, false], found.Take(2).Select(static ticket => ticket.IsClosed));
        Assert.NotNull(found[0].CreatedAt);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("""{"issues":[],"isLast":false}""")]
    [InlineData("""{"isLast":true}""")]
    [InlineData("""{"issues":[{"id":"1"}],"isLast":true}""")]
    [InlineData("""{"issues":[],"isLast":false,"nextPageToken":"p0"}""")]
    public async Task FindByMarker_NoCompleteAnswer_IsUnknownNotAbsent(string body)
    {
        _server.ChooseFault = _ => body == "down" ? Fault.Answer(503) : Fault.Garbage(body);
        await Assert.ThrowsAsync<SinkUnavailableException>(() => Sink().FindByMarkerAsync("loggroup-1").AsTask());
    }

    [Theory]
    [InlineData("a\" OR project = \"X")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task FindByMarker_MarkerThatIsNone_IsRefusedBeforeAnyCall(string marker)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Sink().FindByMarkerAsync(marker).AsTask());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task FindSimilar_HostileTexts_StayWordsOfTheQuery()
    {
        var similar = _server.Seed("Database pool exhausted in checkout");
        _server.Seed("Database pool exhausted, long ago", "done");
        _server.Seed("Something else entirely");
        var analysis = Analysis("Database pool\" OR project = OTHER \\ ~ exhausted) ORDER BY x");
        var found = await Sink().FindSimilarAsync(Group("pool\" OR 1=1"), analysis, 10);
        Assert.Equal(similar.Key, Assert.Single(found).Key);
        Assert.Contains("exhausted", found[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindSimilar_ManyCandidates_GivesAsManyAsAskedFor()
    {
        _server.PageSize = 30;
        for (var i = 0; i < 120; i++)
        {
            _server.Seed($"database trouble {i}");
        }

        Assert.Equal(100, (await Sink().FindSimilarAsync(Group("x"), Analysis("database"), 100)).Count);
    }

    [Fact]
    public async Task FindSimilar_NoWords_AsksNothing()
    {
        Assert.Empty(await Sink().FindSimilarAsync(Group("12 34"), Analysis("?!"), 10));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Reopen_ClosedTicket_TakesTheWayToTheWantedCategoryAndComments()
    {
        _options.ReopenedLabel = "came-back";
        var issue = _server.Seed("x", "done");
        _server.WaysBack = [("Archive", "done"), ("Work", "indeterminate"), ("Reopen", "new")];
        await Sink().ReopenAsync(issue.Key, "It **came back**.");
        Assert.Equal("new", issue.Category);
        Assert.Single(issue.Comments);
        Assert.Contains("came-back", issue.Labels);
    }

    [Fact]
    public async Task Reopen_OpenTicket_OnlyComments()
    {
        var issue = _server.Seed("x");
        await Sink().ReopenAsync(issue.Key, "again");
        Assert.Equal("new", issue.Category);
        Assert.Single(issue.Comments);
    }

    [Fact]
    public async Task Reopen_NoWayBack_SaysWhichWaysThereAre()
    {
        var issue = _server.Seed("x", "done");
        _server.WaysBack = [("Archive", "done")];
        var error = await Assert.ThrowsAsync<SinkRejectedException>(() => Sink().ReopenAsync(issue.Key, "again").AsTask());
        Assert.Contains("'Archive'", error.Message, StringComparison.Ordinal);
        Assert.Empty(issue.Comments);
    }

    [Fact]
    public async Task Link_TwoTickets_SaysWhichRepeatsWhich()
    {
        _server.Fail("issueLink", Fault.Answer(500));
        await Sink().LinkAsync("OPS-2", "OPS-1");
        Assert.Equal([("OPS-2", "OPS-1")], _server.Links);
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("OPS-1/../../x")]
    [InlineData("OPS-1?x=y")]
    [InlineData("ops-1")]
    [InlineData("")]
    [InlineData("OPS-")]
    [InlineData("OPS-1%2f")]
    public async Task Comment_KeyThatIsNone_IsRefusedBeforeAnyCall(string key)
    {
        await Assert.ThrowsAsync<SinkRejectedException>(() => Sink().CommentAsync(key, "x").AsTask());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Comment_TicketThatIsGone_IsRejected() =>
        await Assert.ThrowsAsync<SinkRejectedException>(() => Sink().CommentAsync("OPS-99", "x").AsTask());

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a\\", "\"a\\\\\"")]
    [InlineData("\" OR project = X", "\"\\\" OR project = X\"")]
    [InlineData("\\\"", "\"\\\\\\\"\"")]
    public void Quote_AnyText_IsOneValue(string text, string expected) => Assert.Equal(expected, Jql.Quote(text));

    [Fact]
    public void ByLabel_RandomLabels_AlwaysParseToThatLabelAlone()
    {
        const string Alphabet = "ab\"\\ ()=~-OR";
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var label = new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var query = FakeJql.Parse(Jql.ByLabel("OPS", label));
            var issue = new FakeIssue(1, "OPS-1", default) { Summary = "", Description = new JsonObject() };
            Assert.False(query.Matches(issue), $"seed {seed}: {label}");
            issue.AddLabel(label);
            Assert.True(query.Matches(issue), $"seed {seed}: {label}");
        }
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Quote_ControlCharacters_AreRefused(string text) => Assert.Throws<ArgumentException>(() => Jql.Quote(text));

    [Fact]
    public void FindProblems_EachOptionOutOfRange_IsTold()
    {
        var options = new JiraOptions
        {
            Domain = "169.254.169.254", ProjectKey = "ops\" OR", MaximumTitleLength = 256, SearchMaximumResults = 0, SearchWindowDays = 366,
            SearchLag = TimeSpan.FromDays(1), ReopenTo = "done", TeamField = "a b", Labels = ["a b"], TitlePrefix = new string('x', 101),
        };
        var problems = string.Join('\n', options.FindProblems());
        Assert.All(
            [
                "Domain", "User", "ApiToken", "ProjectKey", "MaximumTitleLength", "SearchMaximumResults", "SearchWindowDays", "SearchLag",
                "ReopenTo", "TeamField", "label", "TitlePrefix",
            ],
            name => Assert.Contains(name, problems, StringComparison.Ordinal));
    }

    internal static LogGroup Group(string message, string? canonical = null) => new()
    {
        Id = new(1, 2),
        First = new() { Message = message, Service = "shop" },
        Occurrences = 42,
        FirstSeen = new(2026, 3, 4, 11, 0, 0, TimeSpan.Zero),
        LastSeen = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero),
        Level = Microsoft.Extensions.Logging.LogLevel.Error,
        CanonicalText = canonical ?? message,
        Services = ["shop"],
    };

    private static LogAnalysis Analysis(string title) => new()
    {
        ErrorType = "database-connection", CreateTicket =
            true, Title = title, Description = "d", Severity = FaultSeverity.High, Method = "rules",
    };

    private static TicketDraft Draft() => new()
    {
        Marker = "loggroup-1", Title = "Restore the database", Description = "## What\n- it fails", Severity = FaultSeverity.High,
        Labels = ["loggroup-1"],
    };

    private JiraTicketSink Sink()
    {
        var settings = SimpleClients.Settings(_clients, _server.Address, _options.Remote, _time);
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.User}:{_options.ApiToken}"));
        return new(
            new(new RemoteClient(new()
            {
                Name = "Jira", Address = settings.Address, Options = settings.Options, Clients = _clients, Time = _time,
                Logger = settings.Logger,
                Jitter = settings.Jitter, Scrubber = new(_options.ApiToken, credentials), ReadError = JiraClient.ReadError,
                Authorize = request => request.Headers.TryAddWithoutValidation("Authorization", $"Basic {credentials}"),
            })),
            _options);
    }
}
