using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Redaction;
using RepoTickets.LogTriage.Tests.Support;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.LogTriage.Tests.Simulation;

/// <summary>
/// One random schedule: several runs over the same records, by one process or two at a time, on a simulated machine and against a target
/// that refuses, fails, answers too late and lags, with kills, power cuts, errors of the disk and cancellations; then a run in which
/// nothing fails.
/// </summary>
internal sealed class Schedule
{
    private const int DisturbedRounds = 4;

    private readonly Random _random;
    private readonly int _seed;
    private readonly PumpedTime _time;
    private readonly FakeTarget _target;
    private readonly LockedIds _ids;
    private readonly LogEntry[] _entries;
    private readonly int _groups;
    private readonly System.Text.StringBuilder _story = new();
    private readonly List<SimulatedWorld> _worlds = [];
    private SimulatedWorld _world;
    private int _processes;

    internal Schedule(int seed)
    {
        _seed = seed;
        _random = new Random(seed);

        // Every other seed lets threads be slow, too: by chance, time passes while they work.
        _time = new PumpedTime(seed % 2 == 0 ? new Random(seed) : null);
        _world = new SimulatedWorld(seed);
        _target = new FakeTarget(_time) { Lag = TimeSpan.FromSeconds(_random.Next(3) * 20) };
        _ids = new LockedIds(seed);
        _groups = _random.Next(1, 7);
        _entries = [.. Enumerable.Range(0, _groups + _random.Next(0, 10)).Select(
            n => Bench.Entry($"Fault {Bench.Word(n < _groups ? n : _random.Next(_groups))} happened") with { Position = $"{n + 1}" })];
    }

    /// <summary>Null when all held, else what did not.</summary>
    internal async Task<string?> RunAsync()
    {
        for (var round = 0; round < DisturbedRounds; round++)
        {
            var runs = Enumerable.Range(0, _random.Next(4) == 0 ? 2 : 1).Select(_ => new SimulatedRun(this, isDisturbed: true)).ToArray();
            var all = Task.WhenAll(runs.Select(static run => Task.Run(run.ProcessAsync)));
            await _time.RunAsync(all);
            foreach (var run in runs)
            {
                if (run.FindBreach() is { } breach)
                {
                    return Tell(breach);
                }

                run.Die();
            }

            if (_random.Next(4) == 0)
            {
                _worlds.Add(_world);
                _world = _world.PowerCut((CrashMode)_random.Next(4), _random.Next());
                _processes = 0;
                _story.AppendLine("power cut");
            }

            _time.Advance(TimeSpan.FromSeconds(_random.Next(200)));
        }

        _time.Advance(TimeSpan.FromHours(1));
        _time.IsImpatient = false;
        var last = new SimulatedRun(this, isDisturbed: false);
        await _time.RunAsync(Task.WhenAll(Task.Run(last.ProcessAsync)));
        if ((last.FindBreach() ?? FindLoss(last, ReadDeadLetters())) is { } problem)
        {
            return Tell(problem);
        }

        // What is among the dead letters is given once more, as a person would do.
        var repeated = new SimulatedRun(this, isDisturbed: false) { ReadsAll = true };
        await _time.RunAsync(Task.WhenAll(Task.Run(repeated.ProcessAsync)));
        return (repeated.FindBreach() ?? FindLoss(repeated, [])) is { } left ? Tell(left) : null;
    }

    private HashSet<string> ReadDeadLetters()
    {
        var content = _world.StartProcess().ReadFile("/state/dead.jsonl", 1 << 24);
        _processes++;
        return [.. System.Text.Encoding.UTF8.GetString(content?.Bytes ?? [])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(MessageOf)
            .OfType<string>()];
    }

    /// <summary>Null for a line that a crash tore.</summary>
    private static string? MessageOf(string line)
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(line);
            return document.RootElement.GetProperty("message").GetString();
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private string? FindLoss(SimulatedRun last, HashSet<string> dead)
    {
        var filed = _target.Tickets.GroupBy(static ticket => ticket.Draft.Marker).ToList();
        if (filed.Find(static tickets => tickets.Count() > 1) is { } twice)
        {
            return $"{twice.Key} was filed {twice.Count()} times: {string.Join(", ", twice.Select(static ticket => ticket.Key))}";
        }

        var missing = _entries.Select(static entry => entry.Message).Distinct().Where(message =>
            !dead.Contains(message) &&
                !_target.Tickets.Any(ticket => ticket.Draft.Description.Contains(message, StringComparison.Ordinal))).ToList();
        return missing.Count == 0 ? null : $"'{missing[0]}' has neither ticket nor dead letter: {last.Describe()}";
    }

    private string Tell(string problem) => $"seed {_seed}: {problem}\n{_story}\n{string.Join('\n', _worlds)}\n{_world}";

    /// <summary>One run of one process.</summary>
    private sealed class SimulatedRun
    {
        private readonly Schedule _schedule;
        private readonly SimulatedFileSystem _files;
        private readonly TriageOptions _options;
        private readonly bool _isDisturbed;
        private readonly Random _random;
        private readonly int _cancelAfter;
        private readonly int _process;
        private FakeSink? _sink;
        private int _filed;
        private TriageResult? _result;
        private Exception? _exception;

        internal SimulatedRun(Schedule schedule, bool isDisturbed)
        {
            _schedule = schedule;
            _isDisturbed = isDisturbed;
            _random = new Random(schedule._random.Next());
            _files = schedule._world.StartProcess();
            _process = ++schedule._processes;
            _options = new TriageOptions
            {
                Mode = isDisturbed && _random.Next(6) == 0 ? TriageMode.DryRun : TriageMode.Real,
                StateFolder = "/state",
                Workers = _random.Next(1, 5),
                BatchSize = _random.Next(1, 4),
                MaximumAttempts = isDisturbed ? _random.Next(1, 4) : 5,
                MaximumTickets = isDisturbed ? _random.Next(4) : 0,
                AttemptTimeout = TimeSpan.FromSeconds(10),
            };

            // The journal alone must be enough where the search lags.
            _options.Duplicates.Strategies = _random.Next(2) == 0 ? ["run", "stored-group", "label"] : ["run", "stored-group"];
            _cancelAfter = isDisturbed && _random.Next(4) == 0 ? _random.Next(1, 20_000) : 0;
            if (isDisturbed)
            {
                Disturb();
            }

            schedule._story.AppendLine(System.Globalization.CultureInfo.InvariantCulture,
                $"{_options.Mode}, {_options.Workers} workers, cap {_options.MaximumTickets}, " +
                $"{_options.MaximumAttempts} attempts, cancel {_cancelAfter} ms");
        }

        internal async Task<bool> ProcessAsync()
        {
            using var cancel = new CancellationTokenSource();
            using var timer = _cancelAfter == 0
                ? null
                : _schedule._time.CreateTimer(
                    _ => cancel.Cancel(), null, TimeSpan.FromMilliseconds(_cancelAfter), Timeout.InfiniteTimeSpan);
            try
            {
                using var processor = Make();
                var source = new RepeatableSource(_schedule._entries, ReadsAll ? null : await processor.GetResumePositionAsync("records"));
                _result = await processor.ProcessAsync(source, cancellationToken: cancel.Token);
            }
            catch (Exception exception) when (exception is SimulatedCrashException or TriageStateException or FileSystemException)
            {
                _exception = exception;
            }

            return true;
        }

        /// <summary>Begins where the records begin, whatever was settled.</summary>
        internal bool ReadsAll { get; init; }

        internal void Die() => _files.Kill();

        internal string Describe() =>
            _exception?.ToString() ?? $"{_result?.Statistics}\n{_result?.Error}\n{string.Join('\n', _result?.Outcomes ?? [])}";

        internal string? FindBreach()
        {
            if (_options.MaximumTickets > 0 && _filed > _options.MaximumTickets)
            {
                return $"{_filed} tickets were filed by a run with a cap of {_options.MaximumTickets}";
            }

            if (_options.Mode == TriageMode.DryRun && (_sink?.Writes > 0 || _schedule._world.Trace.Any(call => call.Changes && call.Process == _process)))
            {
                return "a dry run wrote something";
            }

            if (_result is { } result && result.Statistics is { } figures &&
                (figures.PendingRecords != 0 || figures.InProgress != 0 ||
                    figures.Received != figures.Filtered + figures.Repeated + figures.SettledRecords))
            {
                return $"what was received is not the sum of the outcomes: {figures}";
            }

            return _result is { } ended && ended.Outcomes.Count(static outcome => outcome.Decision == TriageDecision.Created) > _filed
                ? $"{ended.Statistics.Created} tickets are told, {_filed} were filed"
                : null;
        }

        private void Disturb()
        {
            if (_random.Next(2) == 0)
            {
                _files.CrashAtCall(_random.Next(1, 80), (CrashPoint)_random.Next(3));
            }

            if (_random.Next(5) == 0)
            {
                _files.FailCall(_random.Next(1, 60), (SimulatedFault)_random.Next(5));
            }
        }

        private LogProcessor Make()
        {
            var sink = _sink = new FakeSink(_schedule._target)
            {
                BeforeCreate = BeforeCreateAsync,
                AfterCreate = AfterCreateAsync,
                BeforeFind = (_, token) => TroubleAsync(token),
            };
            var analyzer = new FakeAnalyzer { Before = (_, token) => TroubleAsync(token) };
            return new LogProcessor(new TriageParts
            {
                Grouper = new ShapeGrouper(),
                Analyzer = analyzer,
                Sink = sink,
                Options = _options,
                Time = _schedule._time,
                Ids = _schedule._ids,
                Logger = NullLogger.Instance,
                Redactor = new LogRedactor(new RedactionOptions()),
                Files = _files,
            });
        }

        private async ValueTask BeforeCreateAsync(TicketDraft draft, CancellationToken cancellationToken)
        {
            _files.RequireAlive();
            await TroubleAsync(cancellationToken);
            if (_isDisturbed && Chance(8))
            {
                throw new SinkRejectedException("No.");
            }

            if (_files.IsDead && Chance(2))
            {
                // The call had not left the machine.
                _files.RequireAlive();
            }

            Interlocked.Increment(ref _filed);
        }

        private async ValueTask AfterCreateAsync(FakeTarget.Stored stored, CancellationToken cancellationToken)
        {
            if (_isDisturbed && Chance(4))
            {
                throw new SinkUnavailableException("The answer was lost.");
            }

            await TroubleAsync(cancellationToken);
        }

        private async ValueTask TroubleAsync(CancellationToken cancellationToken)
        {
            if (!_isDisturbed)
            {
                return;
            }

            if (Chance(3))
            {
                // Sometimes longer than an attempt may take.
                await Task.Delay(TimeSpan.FromMilliseconds(Number(15_000)), _schedule._time, cancellationToken);
            }

            if (Chance(6))
            {
                throw new SinkUnavailableException("503", Chance(2) ? TimeSpan.FromSeconds(Number(30)) : null);
            }
        }

        private bool Chance(int of) => Number(of) == 0;

        private int Number(int below)
        {
            lock (_random)
            {
                return _random.Next(below);
            }
        }
    }

    /// <summary>Gives the records again from a position on.</summary>
    private sealed class RepeatableSource(LogEntry[] entries, string? position) : ILogSource
    {
        public string Name => "records";

        public IAsyncEnumerable<LogEntry> ReadAsync(
            Action<RejectedRecord>? rejected = null, CancellationToken cancellationToken = default) =>
            Bench.Give(entries.Skip(position is null ? 0 : int.Parse(position, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
