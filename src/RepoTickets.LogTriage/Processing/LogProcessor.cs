using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>Makes runs and ends them.</summary>
internal sealed class LogProcessor : ILogProcessor, IDisposable
{
    private const int LeastRemembered = 100_000;

    private readonly TriageParts _parts;
    private readonly SlidingLogLimiter? _sinkLimiter;
    private readonly SlidingLogLimiter? _analysisLimiter;
    private readonly LimitedSink _sink;

    /// <exception cref="ArgumentException">An option is out of its range, or a strategy is unknown.</exception>
    internal LogProcessor(TriageParts parts)
    {
        TriageOptionsRules.Check(parts.Options);
        _parts = parts;
        _sinkLimiter = parts.Options.SinkLimit is { } sink ? new SlidingLogLimiter(sink, parts.Time, parts.Telemetry) : null;
        _analysisLimiter = parts.Options.AnalysisLimit is { } analysis
            ? new SlidingLogLimiter(analysis, parts.Time, parts.Telemetry)
            : null;
        _sink = new LimitedSink(new MeasuredSink(parts.Sink, parts.Telemetry.Operations), _sinkLimiter);
        CheckStrategies();
    }

    public ValueTask<TriageResult> ProcessAsync(IAsyncEnumerable<LogEntry> entries, TriageRun? run = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return RunAsync((_, _) => entries, run?.Name ?? "entries", run ?? new TriageRun(), cancellationToken);
    }

    public ValueTask<TriageResult> ProcessAsync(ILogSource source, TriageRun? run = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return RunAsync(
            (statistics, token) => source.ReadAsync(
                rejected =>
                {
                    statistics.Rejected();
                    Log.RecordRejected(_parts.Logger, DisplayText.Escape(rejected.Source), DisplayText.Escape(rejected.Place),
                        DisplayText.Escape(rejected.Reason, 200));
                },
                token),
            run?.Name ?? source.Name,
            run ?? new TriageRun(),
            cancellationToken);
    }

    public async ValueTask<string?> GetResumePositionAsync(string sourceName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourceName);
        cancellationToken.ThrowIfCancellationRequested();
        var state = TriageState.OpenToLook(_parts.Folder, _parts.StateSettings);
        await using (state.ConfigureAwait(false))
        {
            return state.Cursor(sourceName);
        }
    }

    public void Dispose()
    {
        _sinkLimiter?.Dispose();
        _analysisLimiter?.Dispose();
    }

    private ValueTask<TriageResult> RunAsync(
        Func<StatisticsRecorder, CancellationToken, IAsyncEnumerable<LogEntry>> open, string name, TriageRun caller,
        CancellationToken cancellationToken) => _parts.Telemetry.Operations.RunAsync(TriageOperations.Run, async running =>
        {
            running?.Note("source", DisplayText.Escape(name));
            running?.Tag("repotickets.mode", _parts.Options.Mode == TriageMode.Real ? "real" : "dry_run");
            var result = await RunCoreAsync(open, name, caller, cancellationToken).ConfigureAwait(false);
            running?.Tag("repotickets.records", result.Statistics.Received);
            running?.Tag("repotickets.groups", result.Statistics.Groups);
            running?.Tag("repotickets.created", result.Statistics.Created);
            if (result.Error is { } error)
            {
                running?.Tag("error.type", error.GetType().FullName);
            }

            return result;
        });

    private async ValueTask<TriageResult> RunCoreAsync(
        Func<StatisticsRecorder, CancellationToken, IAsyncEnumerable<LogEntry>> open, string name, TriageRun caller,
            CancellationToken cancellationToken)
    {
        TriageScope.Enter();
        var isReal = _parts.Options.Mode == TriageMode.Real;
        var state = isReal
            ? await TriageState.OpenAsync(_parts.Folder, _parts.StateSettings, CancellationToken.None).ConfigureAwait(false)
            : TriageState.OpenToLook(_parts.Folder, _parts.StateSettings);
        await using var closing = state.ConfigureAwait(false);
        using var groups = RunGrouper.Open(_parts);
        var mostUnfinished = Math.Min(int.MaxValue, (long)_parts.Options.MaximumPendingGroups + _parts.Options.Workers);
        var budget = new TicketBudget(_parts.Options.MaximumTickets);
        var types = new TypeOrder(_parts.Options.Duplicates.Strategies.Contains(BuiltInStrategies.ErrorType));
        using var scheduler = new WorkScheduler(
            _parts.Options.BatchSize, (int)mostUnfinished, new ParkedGroups(budget, types), _parts.Time);
        var run = MakeRun(name, state, budget, types, scheduler);
        Log.RunBegins(_parts.Logger, DisplayText.Escape(name), _parts.Options.Mode, _parts.Options.Workers);
        var preparation = new EntryPreparation(_parts.Redactor, _parts.Options.MaximumSampleLength);
        var table = new GroupTable(groups.Grouper, preparation, _parts.Options, _parts.Time, run.Cursor);
        var pipeline = new TriagePipeline(run, caller, new EntryIntake(run, table, groups), cancellationToken);
        _parts.Telemetry.Gauges.AddRun(pipeline, pipeline.ReadDepths);
        TriageResult result;
        try
        {
            result = await pipeline.RunAsync(token => open(run.Statistics, token)).ConfigureAwait(false);
        }
        finally
        {
            _parts.Telemetry.Gauges.RemoveRun(pipeline);
        }

        if (isReal)
        {
            result = await FlushAsync(state, result).ConfigureAwait(false);
        }

        var figures = result.Statistics;
        Log.RunEnded(_parts.Logger, DisplayText.Escape(name), figures.Received, figures.Groups, figures.Created, figures.DeadLettered);
        return result;
    }

    /// <summary>The results that nobody awaited are on the device, or the caller is told.</summary>
    private static async ValueTask<TriageResult> FlushAsync(TriageState state, TriageResult result)
    {
        try
        {
            await state.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        catch (TriageStateException exception)
        {
            return result with { Error = result.Error ?? exception };
        }
    }

    private RunContext MakeRun(string name, TriageState state, TicketBudget budget, TypeOrder types, WorkScheduler scheduler)
    {
        var statistics = new StatisticsRecorder(_parts.Time, _parts.Telemetry);
        var memory = new RunMemory(Math.Max(LeastRemembered, 2 * _parts.Options.MaximumPendingGroups), _parts.Time);
        return new RunContext
        {
            Parts = _parts,
            Name = name,
            State = state,
            Sink = _sink,
            Analysis = new AnalysisStage(_parts.Analyzer, _analysisLimiter, memory, statistics, _parts.Telemetry.Operations),
            Duplicates = DuplicateChain.Compose(_parts.Options.Duplicates.Strategies, BuiltIn(state, memory), _parts.Strategies),
            Budget = budget,
            Types = types,
            Memory = memory,
            Statistics = statistics,
            Scheduler = scheduler,
            Cursor = new CursorTracker(state.Cursor(name)),
            Drafts = new DraftBuilder(_parts.Options.Draft),
        };
    }

    private IDuplicateStrategy[] BuiltIn(TriageState state, RunMemory memory) =>
    [
        new RunStrategy(memory),
        new StoredGroupStrategy(state, _sink, _parts.Options.Duplicates, _parts.Time),
        new LabelStrategy(_sink),
        new ErrorTypeStrategy(state, _sink, _parts.Options.Duplicates, _parts.Time),
        new SimilarityStrategy(_sink, _parts.Similarity, _parts.Options.Duplicates, _parts.Time.GetUtcNow()),
    ];

    private void CheckStrategies()
    {
        string[] builtIn =
            [BuiltInStrategies.Run, BuiltInStrategies.StoredGroup, BuiltInStrategies.Label, BuiltInStrategies.ErrorType,
                BuiltInStrategies.Similarity];
        var known = builtIn.Concat(_parts.Strategies.Select(static strategy => strategy.Name)).ToHashSet(StringComparer.Ordinal);
        if (_parts.Options.Duplicates.Strategies.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"Duplicates.Strategies names '{DisplayText.Escape(unknown)}', which is unknown. Known are: {string.Join(", ", known)}.");
        }
    }
}
