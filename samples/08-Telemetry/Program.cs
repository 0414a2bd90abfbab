// What operators see: OpenTelemetry's spans and metrics, a page for Prometheus, health checks, the performance report, and logs with
// scopes. Run it with `dotnet run --project samples/08-Telemetry`; it works in a new folder under the system's temporary one.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RepoTickets;
using RepoTickets.Batch;
using RepoTickets.Samples.Telemetry;
using RepoTickets.Workflows;

// 1. OpenTelemetry hears of everything whose name begins with RepoTickets. Its exporters are the host's; these two keep what they get.
var (spans, metrics) = (new MemorySpanExporter(), new MemoryMetricExporter());
using var tracing = Sdk.CreateTracerProviderBuilder()
    .AddSource("RepoTickets.*")
    .AddProcessor(new SimpleActivityExportProcessor(spans))
    .Build();
using var metering = Sdk.CreateMeterProviderBuilder()
    .AddMeter("RepoTickets.*")
    .AddReader(new BaseExportingMetricReader(metrics))
    .Build();
using var prometheus = new PrometheusEndpoint();

var repository = Directory.CreateTempSubdirectory("telemetry-").FullName;
var services = new ServiceCollection();
services.AddLogging(logging => logging
    .AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true))
    .AddFilter("RepoTickets", LogLevel.Information)
    .AddFilter("RepoTickets.Workflows", LogLevel.Debug));
services.AddRepoTickets(tickets => tickets
    .AddStorage(options => (options.RepositoryPath, options.CreateIfMissing) = (repository, true))
    .AddEvents()
    .AddBatch()
    .AddClaims()
    .AddPerformanceReport(options => options.BottleneckThreshold = TimeSpan.FromMilliseconds(20))
    .AddStoreHealth(options => options.FreeSpaceDegraded = 128 << 20)
    .AddEventsHealth());

// 2. The service of health checks takes up what the packages have registered.
services.AddHealthChecks();
services.AddOptions<HealthCheckServiceOptions>().Configure<IEnumerable<HealthCheckRegistration>>((options, found) =>
{
    foreach (var registration in found)
    {
        options.Registrations.Add(registration);
    }
});

await using var provider = services.BuildServiceProvider();
var store = provider.GetRequiredService<ITicketStore>();
var login = await store.CreateAsync("Login fails");
await provider.GetRequiredService<IBatchExecutor>().ExecuteAsync(new TicketBatch(
    Enumerable.Range(1, 20).Select(number => BatchOperation.Create(new Ticket { Title = $"Imported {number}" }))));
await store.SearchAsync("login");
for (var i = 0; i < 1_000; i++)
{
    await store.GetAsync(login.Id);
}

// 3. A scope of the host's is kept beside those of RepoTickets: ticket_id, user, operation, duration_ms.
var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Host");
using (logger.BeginScope(new Dictionary<string, object> { ["request_id"] = "r-17" }))
{
    await using var claim = await provider.GetRequiredService<IClaims>().TryClaimAsync(login.Id, "worker-1", TimeSpan.FromMinutes(5));
}

Console.WriteLine("\nSpans:");
foreach (var span in spans.Spans.GroupBy(span => span.DisplayName).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"  {span.Count(),4} × {span.Key}");
}

metering.ForceFlush();
Console.WriteLine("\nMetrics:");
foreach (var reading in metrics.Readings.Where(reading => reading.Value > 0).OrderBy(reading => reading.Name, StringComparer.Ordinal))
{
    Console.WriteLine($"  {reading.Name}{{{reading.Tags}}} = {reading.Value} {reading.Unit}");
}

// 4. What Prometheus fetches: the same instruments, by its rules for names.
var page = await prometheus.ScrapeAsync();
Console.WriteLine($"\nPrometheus, from {prometheus.Address}:");
foreach (var line in page.Split('\n').Where(
    line => line.StartsWith("repotickets_store_cache_", StringComparison.Ordinal) && !line.Contains("_created", StringComparison.Ordinal)))
{
    Console.WriteLine($"  {line}");
}

var health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
Console.WriteLine($"\nHealth: {health.Status}");
foreach (var (name, entry) in health.Entries)
{
    Console.WriteLine($"  {name}: {entry.Description}");
}

var report = provider.GetRequiredService<IPerformanceReport>().Read();
Console.WriteLine("\nPerformance:");
foreach (var operation in report.MostCalled(5))
{
    Console.WriteLine(
        $"  {operation.Name}: {operation.Count} × {operation.Average.TotalMilliseconds:0.0000} ms, p99 " +
        $"{operation.Percentile99.TotalMilliseconds:0.0000} ms");
}

Console.WriteLine(
    $"  bottlenecks: {string.Join(", ", report.Bottlenecks.Select(found => found.Operation).DefaultIfEmpty("none"))}; " +
    $"{report.ToJson().Length} characters as JSON");
