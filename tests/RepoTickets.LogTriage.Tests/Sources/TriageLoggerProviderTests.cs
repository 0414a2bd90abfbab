using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Sources;

[Collection("alone")]
public sealed class TriageLoggerProviderTests
{
    [Fact]
    public async Task ReadAsync_ErrorsOfTheHost_AreRecords()
    {
        using var provider = new TriageLoggerProvider(service: "shop");
        var logger = provider.CreateLogger("App.Orders");

        logger.LogInformation("fine");
        logger.LogError(new InvalidOperationException("no"), "Order {Number} failed", 17);
        provider.Dispose();

        var entries = new List<LogEntry>();
        await foreach (var entry in provider.ReadAsync())
        {
            entries.Add(entry);
        }

        Assert.Equal(
            ("Order 17 failed", "Order {Number} failed", "System.InvalidOperationException"),
            (entries.Single().Message, entries[0].Template, entries[0].ExceptionType));
    }

    [Fact]
    public void Log_QueueIsFull_DropsAndCounts()
    {
        using var provider = new TriageLoggerProvider(capacity: 2);
        var logger = provider.CreateLogger("App");

        for (var n = 0; n < 5; n++)
        {
            logger.LogError("x");
        }

        Assert.Equal(3, provider.Dropped);
    }

    [Fact]
    public async Task ProcessAsync_TriageAndWhatItCallsLogErrors_AreNotTriaged()
    {
        using var provider = new TriageLoggerProvider();
        var http = provider.CreateLogger("System.Net.Http.HttpClient");
        var bench = new Bench();
        bench.Sink.BeforeCreate = (_, _) =>
        {
            http.LogError("A call of triage failed.");
            provider.CreateLogger("RepoTickets.LogTriage").LogError("Triage failed.");
            provider.Dispose();
            return default;
        };
        http.LogError("A call of the host failed.");
        using var processor = bench.Make();

        var result = await bench.Time.RunAsync(processor.ProcessAsync(Read()).AsTask());

        Assert.Equal(1, result.Statistics.Received);

        async IAsyncEnumerable<LogEntry> Read()
        {
            await foreach (var entry in provider.ReadAsync())
            {
                yield return entry;
                provider.Dispose();
            }
        }
    }
}
