namespace RepoTickets.LogTriage.Processing;

/// <summary>Counts what happens in a run. Thread-safe; every reading is one consistent state.</summary>
internal sealed class StatisticsRecorder(TimeProvider time, TriageTelemetry telemetry)
{
    private readonly Lock _gate = new();
    private readonly LatencyRecorder _latency = new();
    private readonly Dictionary<string, long> _duplicates = new(StringComparer.Ordinal);
    private readonly long[] _decisions = new long[Enum.GetValues<TriageDecision>().Length];
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _start = time.GetTimestamp();
    private long _received, _rejected, _filtered, _repeated, _settledRecords, _groups;
    private long _commented, _regressed, _failed, _retried, _analysed;
    private DateTimeOffset? _firstTime, _lastTime;

    internal Func<(int Entries, int Groups)> Depths { get; set; } = static () => default;

    internal void Received(DateTimeOffset? at)
    {
        telemetry.Record("received");
        lock (_gate)
        {
            _received++;
            _firstTime = at < _firstTime || _firstTime is null ? at ?? _firstTime : _firstTime;
            _lastTime = at > _lastTime || _lastTime is null ? at ?? _lastTime : _lastTime;
        }
    }

    internal void Rejected()
    {
        telemetry.Record("rejected");
        Count(ref _rejected);
    }

    internal void Filtered()
    {
        telemetry.Record("filtered");
        Count(ref _filtered);
    }

    internal void Repeated()
    {
        telemetry.Record("repeated");
        Count(ref _repeated);
    }

    internal void HandedOn() => Count(ref _groups);

    internal void Failed() => Count(ref _failed);

    internal void Retried()
    {
        telemetry.Retried();
        Count(ref _retried);
    }

    internal void Analysed() => Count(ref _analysed);

    internal void Settled(TriageOutcome outcome)
    {
        telemetry.Settled(outcome);
        lock (_gate)
        {
            _settledRecords += outcome.Occurrences;
            _commented += outcome.Commented ? 1 : 0;
            _regressed += outcome.Regressed ? 1 : 0;
            if (outcome.Decision != TriageDecision.Interrupted)
            {
                _latency.Add(outcome.Elapsed);
            }

            if (outcome.Decision == TriageDecision.Duplicate)
            {
                var strategy = outcome.Strategy ?? "unknown";
                _duplicates[strategy] = _duplicates.GetValueOrDefault(strategy) + 1;
            }
            else
            {
                _decisions[(int)outcome.Decision]++;
            }
        }
    }

    internal TriageStatistics Read()
    {
        var (entries, groups) = Depths();
        lock (_gate)
        {
            return new TriageStatistics
            {
                Received = _received,
                Rejected = _rejected,
                Filtered = _filtered,
                Repeated = _repeated,
                SettledRecords = _settledRecords,
                Groups = _groups,
                Created = _decisions[(int)TriageDecision.Created],
                Simulated = _decisions[(int)TriageDecision.Simulated],
                DuplicatesByStrategy = new SortedDictionary<string, long>(_duplicates, StringComparer.Ordinal),
                Skipped = _decisions[(int)TriageDecision.Skipped],
                CapReached = _decisions[(int)TriageDecision.CapReached],
                Deferred = _decisions[(int)TriageDecision.Deferred],
                DeadLettered = _decisions[(int)TriageDecision.DeadLettered],
                Interrupted = _decisions[(int)TriageDecision.Interrupted],
                Commented = _commented,
                Regressed = _regressed,
                Failed = _failed,
                Retried = _retried,
                Analysed = _analysed,
                FirstTime = _firstTime,
                LastTime = _lastTime,
                StartedAt = _startedAt,
                Duration = time.GetElapsedTime(_start),
                Latency = _latency.Read(),
                EntryQueueDepth = entries,
                GroupQueueDepth = groups,
            };
        }
    }

    private void Count(ref long counter)
    {
        lock (_gate)
        {
            counter++;
        }
    }
}
