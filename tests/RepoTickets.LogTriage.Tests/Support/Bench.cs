using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Redaction;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.LogTriage.Tests.Support;

/// <summary>A processor on a simulated machine with a fake target, and a clock that leaps.</summary>
internal sealed class Bench
{
    internal Bench(int seed = 1)
    {
        World = new SimulatedWorld(seed);
        Files = World.StartProcess();
        Target = new FakeTarget(Time);
        Sink = new FakeSink(Target);
        Ids = new LockedIds(seed);
    }

    internal PumpedTime Time { get; init; } = new();

    internal SimulatedWorld World { get; set; }

    internal IFileSystem Files { get; set; }

    internal FakeTarget Target { get; }

    internal FakeSink Sink { get; set; }

    internal FakeAnalyzer Analyzer { get; } = new();

    internal LockedIds Ids { get; init; }

    internal List<IDuplicateStrategy> Strategies { get; } = [];

    internal ILogGrouper Grouper { get; set; } = new ShapeGrouper();

    internal ILogger Logger { get; set; } = NullLogger.Instance;

    internal IEventPublisher? Events { get; set; }

    internal TriageOptions Options { get; } = new()
    {
        Mode = TriageMode.Real,
        MaximumTickets = 0,
        StateFolder = "/state",
        RetryDelay = TimeSpan.FromSeconds(1),
    };

    internal List<TriageOutcome> Outcomes { get; } = [];

    internal List<TriageProgress> Progress { get; } = [];

    internal LogProcessor Make() => new(new TriageParts
    {
        Grouper = Grouper,
        Analyzer = Analyzer,
        Sink = Sink,
        Options = Options,
        Time = Time,
        Ids = Ids,
        Logger = Logger,
        Events = Events,
        Redactor = new LogRedactor(new RedactionOptions()),
        Files = Files,
        Strategies = Strategies,
    });

    internal Task<TriageResult> RunAsync(params LogEntry[] entries) => RunAsync(entries, CancellationToken.None);

    internal async Task<TriageResult> RunAsync(IEnumerable<LogEntry> entries, CancellationToken cancellationToken)
    {
        using var processor = Make();
        var run = new TriageRun { Outcomes = new Sync<TriageOutcome>(Outcomes.Add), Progress = new Sync<TriageProgress>(Progress.Add) };
        return await Time.RunAsync(
            Task.Run(() => processor.ProcessAsync(Give(entries), run, cancellationToken).AsTask(), CancellationToken.None));
    }

    /// <summary>Another process on the same machine with the same target, and with options of its own.</summary>
    internal Bench StartAnother() => new() { Time = Time, World = World, Files = World.StartProcess(), Sink = Sink, Ids = Ids };

    internal static LogEntry Entry(string message, string? service = "shop") => new() { Message = message, Service = service };

    internal static LogEntry[] Distinct(int count) =>
        [.. Enumerable.Range(0, count).Select(static n => Entry($"Fault {Word(n)} happened"))];

    internal static string Word(int n) =>
        new([.. n.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(static digit => (char)('a' + digit - '0'))]);

    internal static async IAsyncEnumerable<LogEntry> Give(IEnumerable<LogEntry> entries)
    {
        await Task.Yield();
        foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    private sealed class Sync<T>(Action<T> take) : IProgress<T>
    {
        public void Report(T value) => take(value);
    }
}
