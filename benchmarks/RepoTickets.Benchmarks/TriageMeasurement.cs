extern alias triage;

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using triage::Microsoft.Extensions.DependencyInjection;
using triage::RepoTickets.LogTriage;

namespace RepoTickets.Benchmarks;

/// <summary>
/// Distinct faults with 30 ms of analysis and 2 ms of sink each, for real: intents, audit lines and results are flushed. Ideal is the
/// number of faults times 32 ms, divided by the workers. Waiting dominates, so whole runs are measured, after one that warms up, in turns
/// with the same waits without triage, which tell what the machine itself adds; medians of five.
/// </summary>
internal static class TriageMeasurement
{
    private const int Repetitions = 5;
    private static readonly TimeSpan Analysis = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Sink = TimeSpan.FromMilliseconds(2);

    internal static async Task RunAsync(int[] counts)
    {
        await MeasureAsync(logs: 50, workers: 5);
        Console.WriteLine("logs  workers  ms      ideal   over    waits alone  over    speed-up  CPU ms  MB allocated");
        foreach (var logs in counts.Length > 0 ? counts : [10, 50, 100, 1_000])
        {
            double? alone = null;
            foreach (var workers in (int[])[1, 3, 5, 10, 20])
            {
                var runs = new List<(double Milliseconds, double Cpu, double Megabytes)>();
                var waits = new List<double>();
                for (var n = 0; n < Repetitions; n++)
                {
                    waits.Add(await MeasureWaitsAsync(logs, workers));
                    runs.Add(await MeasureAsync(logs, workers));
                }

                var (took, cpu, megabytes) = runs.OrderBy(static run => run.Milliseconds).ElementAt(Repetitions / 2);
                var least = waits.Order().ElementAt(Repetitions / 2);
                alone ??= took;
                var ideal = Math.Ceiling((double)logs / workers) * (Analysis + Sink).TotalMilliseconds;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{logs,4}  {workers,7}  {took,6:0}  {ideal,6:0}  {(took / ideal) - 1,6:P0}  {least,11:0}  " +
                    $"{(took / least) - 1,6:P0}  {alone / took,8:0.00}  {cpu,6:0}  {megabytes,6:0.0}"));
            }
        }
    }

    /// <summary>The same waits by as many workers, and nothing else.</summary>
    private static async Task<double> MeasureWaitsAsync(int logs, int workers)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref logs) >= 0)
            {
                await ExactLatency.WaitAsync(Analysis);
                await ExactLatency.WaitAsync(Sink);
            }
        })));
        return watch.Elapsed.TotalMilliseconds;
    }

    internal static async Task<(double Milliseconds, double Cpu, double Megabytes)> MeasureAsync(int logs, int workers)
    {
        var folder = Directory.CreateTempSubdirectory("triage-");
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton<ILogAnalyzer>(new SlowAnalyzer())
                .AddSingleton<ITicketSink>(new SlowSink())
                .AddRepoTickets(tickets => tickets.AddLogTriage(options =>
                {
                    options.Mode = TriageMode.Real;
                    options.Workers = workers;
                    options.MaximumTickets = 0;
                    options.StateFolder = folder.FullName;
                }))
                .BuildServiceProvider();
            var processor = services.GetRequiredService<ILogProcessor>();
            var (cpu, bytes, watch) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
            var result = await processor.ProcessAsync(Entries(logs));
            watch.Stop();
            return result.Statistics.Created == logs
                ? (watch.Elapsed.TotalMilliseconds,
                    (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds,
                    (GC.GetTotalAllocatedBytes() - bytes) / 1e6)
                : throw new InvalidOperationException($"{result.Statistics.Created} of {logs} tickets were filed: {result.Error}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async IAsyncEnumerable<LogEntry> Entries(int count)
    {
        for (var n = 0; n < count; n++)
        {
            yield return new LogEntry { Message = "Something failed", Fingerprint = $"fault-{n}", Service = "shop" };
        }

        await Task.CompletedTask;
    }

    private sealed class SlowAnalyzer : ILogAnalyzer
    {
        public async ValueTask<LogAnalysis> AnalyzeAsync(LogGroup group, CancellationToken cancellationToken = default)
        {
            await ExactLatency.WaitAsync(Analysis, cancellationToken);
            return new LogAnalysis
            {
                ErrorType = "timeout",
                CreateTicket = true,
                Title = "Something failed",
                Description = "It did.",
                Severity = FaultSeverity.Medium,
                Method = "benchmark",
            };
        }
    }

    private sealed class SlowSink : ITicketSink
    {
        private int _count;

        public string Name => "benchmark";

        public TimeSpan SearchLag => TimeSpan.Zero;

        public ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(
            string marker, CancellationToken cancellationToken = default) => new([]);

        public ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
            LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default) => new([]);

        public async ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default)
        {
            await ExactLatency.WaitAsync(Sink, cancellationToken);
            return new FiledTicket($"B-{Interlocked.Increment(ref _count)}", IsClosed: false, draft.Title);
        }

        public ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default) => default;

        public ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default) => default;

        public ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default) => default;
    }
}
