using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.Events.DurableLog;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Events.Tests.DurableLog;

/// <summary>
/// A process logs groups of events and dies before, during or after each of its calls, or meets an error there; then the power is cut in
/// every mode. What was acknowledged must be there, and logging everything again must leave each event in the log once, in order.
/// </summary>
public sealed class LogCrashTests
{
    private const string Folder = "/repository/.tickets/.sdk/events";
    private const int Chances = 6;
    private static readonly int Seed = Seeds.Given ?? 20261122;

    private static readonly Event[][] Groups =
    [
        [LogEvents.Derived(1), LogEvents.Derived(2), LogEvents.Derived(2, 2)],
        [LogEvents.Derived(3)],
        [LogEvents.Derived(4), LogEvents.Derived(5), LogEvents.Derived(6), LogEvents.Derived(7)],
        [LogEvents.Derived(8), LogEvents.Derived(9)],
        [LogEvents.Derived(10), LogEvents.Derived(11), LogEvents.Derived(12)],
    ];

    private static readonly EventId[] All = [.. Groups.SelectMany(static group => group).Select(static made => made.Id)];

    [Fact]
    public async Task Append_ProcessDiesAtEveryCall_LosesNothingAcknowledged()
    {
        var calls = await CountCallsAsync();
        var states = 0;
        for (var call = 1; call <= calls; call++)
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
            {
                var (world, acknowledged) = await RunAsync(process => process.CrashAtCall(call, point));
                foreach (var cut in Cuts(world))
                {
                    await CheckAsync(cut.World, acknowledged, $"seed {Seed}: crash {point} call {call} of {calls}, {cut.Name}");
                    states++;
                }
            }
        }

        Assert.True(states > 1_000, $"only {states} states");
    }

    [Fact]
    public async Task Append_EveryCallFailsOnce_LosesNothingAcknowledged()
    {
        var calls = await CountCallsAsync();
        for (var call = 1; call <= calls; call++)
        {
            foreach (var fault in Enum.GetValues<SimulatedFault>())
            {
                var (world, acknowledged) = await RunAsync(process => process.FailCalls(call, call, fault));
                foreach (var cut in Cuts(world))
                {
                    await CheckAsync(cut.World, acknowledged, $"seed {Seed}: {fault} at call {call} of {calls}, {cut.Name}");
                }
            }
        }
    }

    // Retention compares with the times of files, and those are the simulation's.
    private static readonly FakeTime Clock = new(DateTimeOffset.FromUnixTimeSeconds(1_750_000_000));

    private static EventLogOptions Options => new() { Folder = Folder, SegmentBytes = 900 };

    private static async Task<int> CountCallsAsync()
    {
        var (world, acknowledged) = await RunAsync(static _ => { });
        Assert.Equal(All.Length, acknowledged);
        Assert.True(LogEvents.ReadAll(world.StartProcess(), Folder, out _).Count == All.Length);
        return world.Trace.Max(static call => call.Number);
    }

    private static async Task<(SimulatedWorld World, int Acknowledged)> RunAsync(Action<SimulatedFileSystem> prepare)
    {
        var world = new SimulatedWorld(Seed);
        world.CreateFolders("/repository/.tickets/.sdk");
        var process = world.StartProcess();
        prepare(process);
        var acknowledged = 0;
        try
        {
            acknowledged = await LogAsync(process, static _ => { });
        }
        catch (Exception exception) when (exception is SimulatedCrashException or FileSystemException)
        {
            acknowledged = exception.Data["acknowledged"] as int? ?? 0;
        }

        process.Kill();
        return (world, acknowledged);
    }

    private static async Task<int> LogAsync(SimulatedFileSystem process, Action<int> report)
    {
        var done = 0;
        try
        {
            var appender = new LogAppender(new(process, Folder), Options, EventJson.Default, Clock, NullLogger.Instance);
            await appender.OpenAsync(0, CancellationToken.None);
            foreach (var group in Groups)
            {
                await appender.AppendAsync(group, CancellationToken.None);
                report(done += group.Length);
            }

            appender.Dispose();
            return done;
        }
        catch (Exception exception) when (exception is SimulatedCrashException or FileSystemException)
        {
            exception.Data["acknowledged"] = done;
            throw;
        }
    }

    private static IEnumerable<(SimulatedWorld World, string Name)> Cuts(SimulatedWorld world)
    {
        yield return (world, "the same boot");
        foreach (var mode in Enum.GetValues<CrashMode>())
        {
            for (var chance = 0; chance < (mode is CrashMode.KeepAll or CrashMode.LoseAll ? 1 : Chances); chance++)
            {
                yield return (world.PowerCut(mode, (Seed * 31) + chance), $"power cut {mode} {chance}");
            }
        }
    }

    private static async Task CheckAsync(SimulatedWorld world, int acknowledged, string what)
    {
        // Power cuts were taken of this world before: the process that looks now must not change what they start from.
        var looked = world.PowerCut(CrashMode.KeepAll, 1);
        looked.CreateFolders("/repository/.tickets/.sdk");
        var process = looked.StartProcess();
        try
        {
            var appender = new LogAppender(new(process, Folder), Options, EventJson.Default, Clock, NullLogger.Instance);
            await appender.OpenAsync(0, CancellationToken.None);
            var found = LogEvents.ReadAll(process, Folder, out var damaged);
            Assert.Equal(0, damaged);
            Assert.True(found.Count >= acknowledged, $"{found.Count} of {acknowledged} acknowledged events are there");
            Assert.Equal(All[..found.Count], found.Select(static logged => logged.Event.Id));
            Assert.Equal(
                Enumerable.Range(1, found.Count).Select(static number => (long)number), found.Select(static logged => logged.Number));
            await LogAsync(process, static _ => { });
            Assert.Equal(All, LogEvents.ReadAll(process, Folder, out _).Select(static logged => logged.Event.Id));
            appender.Dispose();
        }
        catch (Exception exception)
        {
            throw new Xunit.Sdk.XunitException($"{what}: {exception}{Environment.NewLine}{world}");
        }
    }
}
