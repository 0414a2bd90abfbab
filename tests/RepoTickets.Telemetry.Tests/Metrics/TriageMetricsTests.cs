using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage;

namespace RepoTickets.Telemetry.Tests.Metrics;

public sealed class TriageMetricsTests
{
    private const string Secret = "c0nfidential";

    [Fact]
    public async Task Run_WithFailuresAndDuplicates_IsCountedByOutcome()
    {
        using var spans = new Spans();
        using var logs = new CapturedLogs();
        await using var composition = Compose(logs: logs);
        using var measurements = new Measurements(composition.Meters);

        var result = await composition.Get<ILogProcessor>().ProcessAsync(TriageRecords.Of(
            "Database connection failed for " + Secret, "Database connection failed for " + Secret, "Poison: out of memory",
            "Request timed out, error"));

        Assert.Null(result.Error);
        Assert.Equal(["created", "created", "dead_lettered"], Outcomes("repotickets.triage.outcomes"));
        Assert.Equal(["created", "created", "dead_lettered"], Outcomes("repotickets.triage.group.duration"));
        Assert.Equal(4, measurements.Of("repotickets.triage.records").Count(static measured => measured.Outcome == "received"));
        Assert.Single(measurements.Of("repotickets.triage.retries"));
        Assert.Single(measurements.Of("repotickets.triage.dead_letters"));
        Assert.Equal(0, measurements.Collect("repotickets.triage.queue.depth"));
        Assert.Equal(0, measurements.Collect("repotickets.triage.runs"));
        var operations = measurements.Of("repotickets.triage.operation.duration").Select(static measured => measured.Operation).ToHashSet();
        Assert.Superset(
            new HashSet<string?>
            {
                "triage.run", "triage.attempt", "triage.analyze", "triage.sink.find", "triage.sink.create",
            }, operations);
        Assert.Equal(
            2, measurements.Of("repotickets.triage.operation.errors").Count(static measured => measured.Operation == "triage.attempt"));
        var run = spans.Of("triage.run").Single(static span => Equals(span.GetTagItem("repotickets.records"), 4L));
        var attempts = spans.Of("triage.attempt").Where(span => span.TraceId == run.TraceId).ToList();
        Assert.Equal(4, attempts.Count);
        Assert.Contains(attempts, static span => span.GetTagItem("repotickets.ticket.id") is not null);
        var failed = logs.All.First(static log => log.Id == 5010);
        Assert.Equal("triage.attempt", failed.Fields["operation"]);
        Assert.NotNull(failed.Fields["group_id"]);
        Assert.DoesNotContain(
            spans.All,
            static span => span.TagObjects.Any(static tag => $"{tag.Value}".Contains(Secret, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(
            measurements.All,
            static measured => measured.Tags.Values.Any(static value => $"{value}".Contains(Secret, StringComparison.Ordinal)));

        string[] Outcomes(string name) =>
            [.. measurements.Of(name).Select(static measured => measured.Outcome!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Run_InSeveralPlaces_CountsDuplicatesByStrategy()
    {
        await using var composition = Compose();
        using var measurements = new Measurements(composition.Meters);
        var processor = composition.Get<ILogProcessor>();
        await processor.ProcessAsync(TriageRecords.Of("Database connection failed"));

        await processor.ProcessAsync(TriageRecords.Of("Database connection failed"));

        var duplicate = Assert.Single(measurements.Of("repotickets.triage.outcomes"), static measured => measured.Outcome == "duplicate");
        Assert.Equal("stored-group", duplicate.Tags["repotickets.strategy"]);
    }

    [Fact]
    public async Task Model_ThatFails_OpensTheBreakerAndIsCounted()
    {
        await using var composition = Compose(
            static tickets => tickets.AddChatAnalyzer(static options => options.Circuit.FailureThreshold = 1),
            static services => services.AddSingleton<IChatClient>(new BrokenModel()));
        using var measurements = new Measurements(composition.Meters);
        await composition.Get<ILogProcessor>().ProcessAsync(TriageRecords.Of("Database connection failed"));

        Assert.Equal(
            ("model", "failed"),
            Assert.Single(measurements.Of("repotickets.triage.remote.calls")) is var call
                ? (call.Tags["repotickets.remote"], call.Outcome)
                : default);
        Assert.Equal("open", Assert.Single(measurements.Of("repotickets.triage.breaker.changes")).Outcome);
        Assert.Equal(1, measurements.Collect("repotickets.triage.breaker.state"));
    }

    [Fact]
    public async Task Limits_ThatHoldCallsUp_AreMeasured()
    {
        // Long enough that the second call comes within it on a machine that is busy with other things, too.
        await using var composition = Compose(
            static tickets => tickets.AddLogTriage(static options => options.AnalysisLimit = new RateLimit(1, TimeSpan.FromSeconds(2))));
        using var measurements = new Measurements(composition.Meters);
        await composition.Get<ILogProcessor>().ProcessAsync(TriageRecords.Of("Database connection failed", "Request timed out, error"));

        Assert.True(Assert.Single(measurements.Of("repotickets.triage.limit.wait.duration")).Value > 0.005);
    }

    private static Composition Compose(
        Action<IRepoTicketsBuilder>? configure = null, Action<IServiceCollection>? services = null, ILoggerProvider? logs = null)
    {
        string? root = null;
        var composition = new Composition(
            tickets =>
            {
                tickets.AddLogTriage(options =>
                {
                    options.Mode = TriageMode.Real;
                    options.MaximumTickets = 0;
                    options.MaximumAttempts = 2;
                    options.RetryDelay = TimeSpan.FromMilliseconds(10);
                    options.StateFolder = Path.Join(root, "triage-state");
                });
                configure?.Invoke(tickets);
            },
            logs,
            services: collection =>
            {
                services?.Invoke(collection);
                collection.AddSingleton<ILogAnalyzer>(new PoisonedAnalyzer());
            });
        root = composition.Root;
        return composition;
    }

    /// <summary>Judges what it can read and fails at the rest.</summary>
    private sealed class PoisonedAnalyzer : ILogAnalyzer
    {
        private readonly RuleBasedAnalyzer _rules = new();

        public ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default) =>
            group.First.Message.StartsWith("Poison", StringComparison.Ordinal)
                ? throw new InvalidOperationException("Cannot be read.")
                : _rules.AnalyzeAsync(group, cancellationToken);
    }

    private sealed class BrokenModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new HttpRequestException("Nobody is there.");

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
