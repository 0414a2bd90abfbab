using System.Security.Cryptography;
using System.Text;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>
/// Runs one operation again and again: once with its process dying before, during and after each call that changes something, then with the
/// power cut in every mode; once with each call failing in every way. After each it checks what is there.
/// </summary>
internal sealed partial class CrashMatrix(Operation operation, int seed, int cuts, int deepEvery = 16)
{
    private const int MostRepetitions = 6;

    private readonly HashSet<Int128> _states = [];
    private SimulatedWorld? _base;
    private StoreContents _start = new();
    private Dictionary<string, IReadOnlyList<(DocumentKey Key, Document? Document)>> _effects = [];
    private List<SimulatedCall> _calls = [];
    private int _firstCall;

    /// <summary>Disks that differ, or of which differs what must be on them.</summary>
    internal int DistinctStates => _states.Count;

    internal int Crashes { get; private set; }

    internal int Faults { get; private set; }

    /// <summary>Runs without faults once, to learn the calls and what the operation does.</summary>
    internal async Task LearnAsync()
    {
        _base = await PlantAsync();
        var run = await StartAsync(learns: true);
        await operation.Run(run);
        if (run.Failures.Count > 0)
        {
            throw new StoreCheckException($"{operation}: {run.Failures[0]}");
        }

        var probed = await StartAsync(learns: false);
        await probed.Store.OpenAsync(CancellationToken.None);
        await ProbeAsync(probed);
        run.Effects[Probe] = probed.Effects[Probe];
        _effects = run.Effects;

        // The probe is no part of the operation.
        var alone = await StartAsync(learns: false);
        await operation.Run(alone);
        await DrainAsync(alone);
        _calls = [.. alone.World.Trace.Where(call => call.Number > _firstCall)];
    }

    internal async Task CrashEverywhereAsync()
    {
        foreach (var call in _calls.Where(static call => call.Changes))
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
            {
                await GuardAsync($"crash {point} call {call}", () => CrashAsync(call.Number, point));
            }
        }
    }

    private async Task CrashAsync(int number, CrashPoint point)
    {
        Crashes++;
        var run = await StartAsync(learns: false);
        run.Simulated.Process.CrashAtCall(number, point);
        await RunToDeathAsync(run);
        await CheckCutsAsync(run.World, run.Model, cuts);

        // Only the process died: everything that it had written is there.
        await CheckAsync("the same boot", run.World, run.Model.Copy());
    }

    private async Task RunToDeathAsync(OperationRun run)
    {
        try
        {
            await operation.Run(run);
            await DrainAsync(run);
        }
        catch (Exception exception) when (IsDeath(exception))
        {
            // As it was told to.
        }

        run.Simulated.Process.Kill();
    }

    private static bool IsDeath(Exception exception) =>
        exception is SimulatedCrashException || (exception is AggregateException several && several.Flatten().InnerExceptions.All(IsDeath));

    private async Task CheckCutsAsync(SimulatedWorld world, StoreModel model, int count)
    {
        var signature = model.Signature;
        foreach (var mode in Enum.GetValues<CrashMode>())
        {
            var tries = mode is CrashMode.KeepAll or CrashMode.LoseAll ? 1 : count;
            var repeated = 0;
            for (var i = 0; i < tries && repeated < MostRepetitions; i++)
            {
                var chance = (seed * 1_000_003) + i;
                var cut = world.PowerCut(mode, chance);
                if (!_states.Add(Fingerprint(cut, signature)))
                {
                    // Chance has little to choose from here.
                    repeated++;
                    continue;
                }

                await CheckAsync($"power cut {mode} with seed {chance}", cut, model.Copy());
                if (_states.Count % deepEvery == deepEvery - 1)
                {
                    await CrashDuringRecoveryAsync(world, mode, chance, model);
                }
            }
        }
    }

    private async Task CrashDuringRecoveryAsync(SimulatedWorld world, CrashMode mode, int chance, StoreModel model)
    {
        var cut = world.PowerCut(mode, chance);
        var process = cut.StartProcess();
        var number = 1 + (int)((uint)(chance + (_states.Count * 31)) % 90);
        process.CrashAtCall(number, (CrashPoint)(_states.Count % 3));
        try
        {
            await SimulatedStore.OpenAsync(process, operation.Settings with { Seed = 55 });
        }
        catch (Exception exception) when (IsDeath(exception))
        {
            // Recovery died, too.
        }

        process.Kill();
        var second = cut.PowerCut((CrashMode)(_states.Count % 4), chance + 1);
        if (_states.Add(Fingerprint(second, model.Signature)))
        {
            await CheckAsync(
                $"power cut {mode} with seed {chance}, crash of the recovery at call {number}, power cut", second, model.Copy());
        }

        await CheckAsync($"power cut {mode} with seed {chance}, crash of the recovery at call {number}", cut, model.Copy());
    }

    private async Task CheckAsync(string what, SimulatedWorld world, StoreModel model)
    {
        try
        {
            await StoreCheck.RunAsync(world, model, operation.Settings, isDeep: _states.Count % deepEvery == 0);
        }
        catch (Exception exception) when (exception is StoreCheckException or RepoTicketsException)
        {
            throw new StoreCheckException($"{what}: {exception}\nreopening: {world}");
        }
    }

    private async Task GuardAsync(string what, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception)
        {
            throw new StoreCheckException($"{operation}, REPOTICKETS_SEED={seed}, {what}: {exception}");
        }
    }

    private async Task<SimulatedWorld> PlantAsync()
    {
        var world = CrashOperations.PlantWorld(seed);
        operation.Plant(world);
        world.FlushAll();
        return operation.Settings.ReadOnly ? world : await CrashOperations.WithHistoryAsync(world, operation.Settings);
    }

    private async Task<OperationRun> StartAsync(bool learns, StoreSettings? settings = null, int variant = 0)
    {
        settings ??= operation.Settings;
        // The variant decides how much of a failed write reaches the file.
        var world = _base!.PowerCut(CrashMode.KeepAll, seed + variant);
        if (learns)
        {
            var reader = await SimulatedStore.OpenAsync(world.StartProcess(), operation.Settings);
            _start = await StoreContents.ReadAsync(reader.Store);
            world = _base.PowerCut(CrashMode.KeepAll, seed);
        }

        var store = SimulatedStore.Create(world.StartProcess(), settings);
        var run = new OperationRun(store, new StoreModel(_start, _effects));
        if (operation.Prepare is { } prepare)
        {
            await store.Store.OpenAsync(CancellationToken.None);
            await prepare(run);
            if (learns)
            {
                // A look without the store that is under test: its calls are counted.
                var reader = await SimulatedStore.OpenAsync(world.StartProcess(), operation.Settings with { Seed = 9 });
                _start = await StoreContents.ReadAsync(reader.Store);
                reader.Process.Kill();
            }
        }

        _firstCall = store.Process.CallCount;
        return new OperationRun(store, new StoreModel(_start, _effects));
    }

    private static async Task DrainAsync(OperationRun run)
    {
        if (!run.IsClosed)
        {
            await run.Simulated.DrainAsync();
        }
    }

    private static Int128 Fingerprint(SimulatedWorld world, string signature)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(signature));
        foreach (var path in world.ListFiles())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(world.ReadFile(path)!);
        }

        return BitConverter.ToInt128(hash.GetHashAndReset());
    }
}
