using System.Globalization;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>
/// A machine with one disk that promises as little as POSIX allows: bytes are durable when their file was flushed, names when their folder
/// was, and neither implies the other. Everything follows from the seed. Processes are started on it, killed, and the power can be cut.
/// Thread-safe.
/// </summary>
internal sealed partial class SimulatedWorld
{
    private const long CallNanoseconds = 1_000;
    private const long StartNanoseconds = 1_750_000_000_000_000_000;
    private static readonly TimeSpan RebootTime = TimeSpan.FromSeconds(10);

    private readonly int _seed;
    private readonly int _boot;
    private readonly Random _random;
    private readonly SimulatedFolder _root;
    private readonly Dictionary<SimulatedNode, SimulatedFileSystem> _locks = [];
    private readonly List<SimulatedCall> _trace = [];
    private ulong _lastNumber;
    private int _processCount;

    internal SimulatedWorld(int seed)
        : this(seed, 1, new SimulatedFolder(2, StartNanoseconds), 2, new SimulatedClock(StartNanoseconds))
    {
    }

    private SimulatedWorld(int seed, int boot, SimulatedFolder root, ulong lastNumber, SimulatedClock clock)
    {
        _seed = seed;
        _boot = boot;
        _random = new Random(seed);
        _root = root;
        _lastNumber = lastNumber;
        Clock = clock;
    }

    internal Lock Gate { get; } = new();

    internal SimulatedClock Clock { get; }

    internal string BootId => string.Create(CultureInfo.InvariantCulture, $"boot-{_seed}-{_boot}");

    /// <summary>The steps in which file times move, nanoseconds; 1 by default, 4,000,000 on kernels with coarse ticks.</summary>
    internal long TimeGranularity { get; set; } = 1;

    /// <summary>False: locks are granted to everybody, as on a network or where they are switched off.</summary>
    internal bool LocksExclude { get; set; } = true;

    /// <summary>False: there are no shared words, as on another operating system.</summary>
    internal bool HasSharedWords { get; set; } = true;

    /// <summary>False: every file has a name from the beginning, as on many file systems.</summary>
    internal bool HasUnnamedFiles { get; set; } = true;

    /// <summary>What <see cref="IFileSystem.DescribeUntrusted"/> answers.</summary>
    internal string? UntrustedName { get; set; }

    /// <summary>Everything that was called since the boot, in order.</summary>
    internal IReadOnlyList<SimulatedCall> Trace
    {
        get
        {
            lock (Gate)
            {
                return [.. _trace];
            }
        }
    }

    internal long FileTime => Clock.Nanoseconds / TimeGranularity * TimeGranularity;

    /// <summary>The trace and the seed, for the message of a failed test.</summary>
    public override string ToString() => $"seed {_seed}, boot {_boot}{Environment.NewLine}{string.Join(Environment.NewLine, Trace)}";

    internal SimulatedFileSystem StartProcess()
    {
        lock (Gate)
        {
            return new SimulatedFileSystem(this, ++_processCount);
        }
    }

    /// <summary>
    /// The world after a power cut now and a reboot; this one stays as it is, so that one crash can be looked at in every mode. Shared
    /// words that no flush reached are kept or lost as the mode says.
    /// </summary>
    /// <param name="mode">What happens to that which was not flushed.</param>
    /// <param name="seed">Decides by chance what the mode leaves to chance; by default the world's own seed does.</param>
    internal SimulatedWorld PowerCut(CrashMode mode, int? seed = null)
    {
        lock (Gate)
        {
            var chance = seed ?? _random.Next();
            var root = (SimulatedFolder)_root.AfterPowerCut(mode, new Random(chance), []);
            var clock = new SimulatedClock(Clock.Nanoseconds);
            clock.Advance(RebootTime);
            return new SimulatedWorld(chance, _boot + 1, root, _lastNumber, clock)
            {
                TimeGranularity = TimeGranularity,
                LocksExclude = LocksExclude,
                HasSharedWords = HasSharedWords,
                HasUnnamedFiles = HasUnnamedFiles,
                UntrustedName = UntrustedName,
            };
        }
    }

    internal void Record(in SimulatedCall call)
    {
        _trace.Add(call);
        Clock.AdvanceNanoseconds(CallNanoseconds);
    }

    /// <summary>How much of a failed write reached the file: by chance, as a caller may rely on nothing.</summary>
    internal int ChooseWrittenLength(int length) => _random.Next(3) switch
    {
        0 => 0,
        1 => length,
        _ => _random.Next(length + 1),
    };

    internal ulong NextNumber() => ++_lastNumber;

    internal bool TryTakeLock(SimulatedNode node, SimulatedFileSystem process) => !LocksExclude || _locks.TryAdd(node, process);

    internal void ReleaseLock(SimulatedNode node, SimulatedFileSystem process)
    {
        lock (Gate)
        {
            if (_locks.TryGetValue(node, out var holder) && holder == process)
            {
                _locks.Remove(node);
            }
        }
    }

    internal void ReleaseLocks(SimulatedFileSystem process)
    {
        foreach (var node in _locks.Where(held => held.Value == process).Select(held => held.Key).ToList())
        {
            _locks.Remove(node);
        }
    }
}
