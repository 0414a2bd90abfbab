using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;

namespace RepoTickets.Batch;

/// <summary>Spans and metrics of batches. Thread-safe.</summary>
internal sealed class BatchTelemetry : IDisposable
{
    internal const string Name = "RepoTickets.Batch";

    // Warnings are written while batches run, so they have a scope where those are wanted.
    internal static readonly Operation Run = new("batch.run", LogLevel.Warning);
    internal static readonly Operation Import = new("batch.import", LogLevel.Warning);
    internal static readonly Operation Export = new("batch.export");

    private const string Prefix = "repotickets.batch";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Lazy<BatchTelemetry> WithoutHost = new(static () => new(null, TimeProvider.System, NullLogger.Instance));

    private readonly Meter _meter;
    private readonly GuardedCounter _runs;
    private readonly GuardedCounter _items;
    private readonly Histogram<int> _size;

    internal BatchTelemetry(IMeterFactory? factory, TimeProvider time, ILogger logger)
    {
        _meter = factory?.Create(Name) ?? new Meter(Name);
        Operations = new(new()
        {
            Source = Source,
            Meter = _meter,
            Prefix = Prefix,
            Time = time,
            Logger = logger,
            Ended = Log.OperationEnded,
            Failed = Log.OperationFailed,
        });
        _runs = Operations.CreateCounter($"{Prefix}.runs", "{batch}", "Batches by how they ended.");
        _items = Operations.CreateCounter($"{Prefix}.items", "{operation}", "Operations of batches by how they ended.");
        _size = Operations.Guard.Create(_meter, static meter =>
            meter.CreateHistogram<int>($"{Prefix}.size", "{operation}", "Operations in a batch."));
    }

    /// <summary>For executors without a host: nobody disposes of those, so they share one.</summary>
    internal static BatchTelemetry Shared => WithoutHost.Value;

    internal OperationTelemetry Operations { get; }

    public void Dispose() => _meter.Dispose();

    /// <summary>Counts what became of a batch.</summary>
    internal void Count(BatchResult result)
    {
        _runs.AddOutcome(NameOf(result.Outcome));
        if (_size.Enabled)
        {
            Operations.Guard.Run((_size, result.Items.Count), static state => state._size.Record(state.Count));
        }

        if (_items.Enabled)
        {
            foreach (var group in result.Items.GroupBy(static item => item.Status))
            {
                _items.AddOutcome(NameOf(group.Key), group.Count());
            }
        }
    }

    private static string NameOf(BatchOutcome outcome) => outcome switch
    {
        BatchOutcome.Committed => "committed",
        BatchOutcome.PartlyCommitted => "partly_committed",
        BatchOutcome.Planned => "planned",
        BatchOutcome.Refused => "refused",
        BatchOutcome.RolledBack => "rolled_back",
        BatchOutcome.Cancelled => "cancelled",
        _ => "unknown",
    };

    private static string NameOf(BatchItemStatus status) => status switch
    {
        BatchItemStatus.Done => "done",
        BatchItemStatus.Unchanged => "unchanged",
        BatchItemStatus.Failed => "failed",
        BatchItemStatus.NotDone => "not_done",
        BatchItemStatus.Planned => "planned",
        _ => "unknown",
    };
}
