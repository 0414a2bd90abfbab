using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Telemetry;

namespace RepoTickets.Storage;

/// <summary>
/// Spans and metrics of a store. What is counted anyway (cache, index, journal) is read when somebody collects it; what must be measured is
/// measured only while an instrument is enabled, and recorded after the writer lock has been released.
/// </summary>
internal sealed class StorageTelemetry : IDisposable
{
    internal const string Name = "RepoTickets.Storage";

    private const string Prefix = "repotickets.store";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly bool _isSilent;
    private Func<StoreReadings?> _read = static () => null;

    internal StorageTelemetry(IMeterFactory? factory, TimeProvider time, ILogger logger)
        : this(factory?.Create(Name) ?? new Meter(Name), Source, time, logger)
    {
    }

    private StorageTelemetry(Meter meter, ActivitySource source, TimeProvider time, ILogger logger)
    {
        _meter = meter;
        Time = time;
        Operations = new(new()
        {
            Source = source,
            Meter = meter,
            Prefix = Prefix,
            Time = time,
            Logger = logger,
            Ended = Log.OperationEnded,
            Failed = Log.OperationFailed,
        });
        GroupSize = Guard.Create(meter, static meter =>
            meter.CreateHistogram<int>($"{Prefix}.commit.group.size", "{change_set}", "Change sets that shared one flush."));
        LockWait = Operations.CreateDuration($"{Prefix}.lock.wait.duration", "Waiting for the lock between processes.");
        Append = Operations.CreateDuration($"{Prefix}.journal.append.duration", "Writing a frame of the journal and flushing it.");
        CreateObservables();
    }

    /// <summary>For stores that say nothing, of tests and for looking: nobody can listen to it.</summary>
    internal static StorageTelemetry Silent { get; } = MakeSilent();

    internal OperationTelemetry Operations { get; }

    internal ListenerGuard Guard => Operations.Guard;

    internal TimeProvider Time { get; }

    internal Histogram<int> GroupSize { get; }

    internal Histogram<double> LockWait { get; }

    internal Histogram<double> Append { get; }

    /// <summary>Sets where the figures come from that are counted anyway; it gives null while the store is closed.</summary>
    internal void Observe(Func<StoreReadings?> read)
    {
        if (!_isSilent)
        {
            _read = read;
        }
    }

    /// <summary>Follows a group of commits; null when nobody listens.</summary>
    internal CommitGroupWatch? WatchGroup(IReadOnlyList<Committing.CommitRequest> group)
    {
        var isMeasured = GroupSize.Enabled || LockWait.Enabled || Append.Enabled;
        return isMeasured || Operations.IsObserved(StoreOperations.CommitGroup)
            ? new(this, Operations.Start(StoreOperations.CommitGroup, LinksOf(group)))
            : null;
    }

    public void Dispose()
    {
        if (!_isSilent)
        {
            _read = static () => null;
            _meter.Dispose();
        }
    }

    private StorageTelemetry(Meter meter, ActivitySource source)
        : this(meter, source, TimeProvider.System, NullLogger.Instance) => _isSilent = true;

    private static StorageTelemetry MakeSilent()
    {
        // What has been disposed of tells nobody of its instruments.
        var (meter, source) = (new Meter(Name), new ActivitySource(Name));
        meter.Dispose();
        source.Dispose();
        return new(meter, source);
    }

    private static List<ActivityLink>? LinksOf(IReadOnlyList<Committing.CommitRequest> group) => Source.HasListeners()
        ? [.. group.Where(static request => request.Origin != default).Select(static request => new ActivityLink(request.Origin))]
        : null;

    private void CreateObservables()
    {
        Count("cache.hits", "{read}", "Reads answered from memory.", static figures => figures.Cache.Hits);
        Count("cache.misses", "{read}", "Reads that went to the file.", static figures => figures.Cache.Misses);
        Count(
            "cache.evictions", "{document}", "Documents dropped for want of room or because of their age.",
            static figures => figures.Cache.Evictions);
        Size("cache.size", "{document}", "Documents in the cache.", static figures => figures.Cache.Count);
        Size("index.entries", "{ticket}", "Tickets in the index.", static figures => figures.IndexEntries);
        Size("faults", "{file}", "Files of tickets that cannot be read.", static figures => figures.Faults);
        Size("position", "{commit}", "The position of the feed that this process has followed to.", static figures => figures.Position);
        Count(
            "journal.written", "By", "Bytes of frames that this process appended to the journal.",
            static figures => figures.JournalWritten);
        Size("journal.segment.size", "By", "The newest segment of the journal.", static figures => figures.SegmentSize);
    }

    private void Count(string name, string unit, string description, Func<StoreReadings, long> choose) => Guard.Create(
        _meter, meter => meter.CreateObservableCounter($"{Prefix}.{name}", () => Read(choose), unit, description));

    private void Size(string name, string unit, string description, Func<StoreReadings, long> choose) => Guard.Create(
        _meter, meter => meter.CreateObservableGauge($"{Prefix}.{name}", () => Read(choose), unit, description));

    private Measurement<long>[] Read(Func<StoreReadings, long> choose) => _read() is { } figures ? [new(choose(figures))] : [];
}

/// <summary>What a store counts whether somebody listens or not.</summary>
/// <param name="Cache">The cache since the store was opened, whatever was cleared.</param>
/// <param name="IndexEntries">Tickets in the index.</param>
/// <param name="Faults">Files that cannot be read.</param>
/// <param name="Position">The position that was followed to.</param>
/// <param name="JournalWritten">Bytes that were appended.</param>
/// <param name="SegmentSize">The length of the newest segment.</param>
internal readonly record struct StoreReadings(
    CacheStatistics Cache, int IndexEntries, int Faults, long Position, long JournalWritten, long SegmentSize);
