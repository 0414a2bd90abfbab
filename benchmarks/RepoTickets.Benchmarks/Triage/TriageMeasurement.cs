extern alias triage;

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets.Benchmarks.Data;
using triage::Microsoft.Extensions.DependencyInjection;
using triage::RepoTickets.LogTriage;

namespace RepoTickets.Benchmarks.Triage;

/// <summary>
/// Distinct faults with 30 ms of analysis and 2 ms of sink each, for real: intents, audit lines and results are flushed. Beside it the
/// same waits without triage, which tell what the machine itself adds.
/// </summary>
internal static class TriageMeasurement
{
    internal static readonly TimeSpan Analysis = TimeSpan.FromMilliseconds(30);
    internal static readonly TimeSpan Sink = TimeSpan.FromMilliseconds(2);

    /// <summary>What nobody can beat: whole faults, so that ten by three workers are four rounds.</summary>
    internal static TimeSpan Ideal(int logs, int workers) => Math.Ceiling((double)logs / workers) * (Analysis + Sink);

    internal static async Task<TriageFigures> MeasureAsync(int logs, int workers)
    {
        await using var services = new ServiceCollection()
            .AddSingleton<ILogAnalyzer>(new SlowAnalyzer())
            .AddSingleton<ITicketSink>(new SlowSink())
            .AddRepoTickets(tickets => tickets.AddLogTriage(options =>
            {
                options.Mode = TriageMode.Real;
                options.Workers = workers;
                options.MaximumTickets = 0;
                options.StateFolder = RunFolder.CreateFolder();
            }))
            .BuildServiceProvider();
        var processor = services.GetRequiredService<ILogProcessor>();
        TriageResult? result = null;
        var figures = await TakeAsync(async () => result = await processor.ProcessAsync(Entries(logs)));
        return result!.Statistics.Created == logs
            ? figures
            : throw new InvalidOperationException($"{result.Statistics.Created} of {logs} tickets were filed: {result.Error}");
    }

    /// <summary>The same waits by as many workers, and nothing else.</summary>
    internal static Task<TriageFigures> MeasureWaitsAsync(int logs, int workers) => TakeAsync(
        () => Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref logs) >= 0)
            {
                await ExactLatency.WaitAsync(Analysis);
                await ExactLatency.WaitAsync(Sink);
            }
        }))));

    private static async Task<TriageFigures> TakeAsync(Func<Task> work)
    {
        using var memory = new PeakMemory();
        var (cpu, bytes, begin) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await work();
        var took = Stopwatch.GetElapsedTime(begin);
        return new(
            took.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1e6, memory.Stop() / 1e6);
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
