using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

internal sealed partial class CrashMatrix
{
    /// <summary>
    /// The writer dies at every call while another process has the store open: that one, and a reader that may not write, see all or
    /// nothing and the same; its next commit finishes what was begun.
    /// </summary>
    internal async Task TakeOverEverywhereAsync()
    {
        foreach (var call in _calls.Where(static call => call.Changes))
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
            {
                await GuardAsync($"takeover after crash {point} call {call}", () => TakeOverAsync(call.Number, point));
            }
        }
    }

    /// <summary>Between any two changes that the writer makes, another process reads everything.</summary>
    internal async Task ReadBetweenCallsAsync()
    {
        SimulatedStore? reader = null;
        StoreModel? model = null;
        var looks = 0;
        var settings = operation.Settings with
        {
            Hook = call =>
            {
                if (reader is not null && model is not null)
                {
                    looks++;
                    var seen = StoreContents.ReadAsync(reader.Store).GetAwaiter().GetResult();
                    model.Check(seen);
                    CheckRawFiles(reader.Process.World, call);
                }

                return operation.Settings.Hook?.Invoke(call) ?? true;
            },
        };
        var run = await StartAsync(learns: false, settings);
        reader = await SimulatedStore.OpenAsync(
            run.World.StartProcess(), operation.Settings with { Seed = 2, TrustsMemory = true, Hook = null });
        model = run.Model;
        await GuardAsync("reading between calls", async () =>
        {
            await operation.Run(run);
            await DrainAsync(run);
            Expect(run.Failures.Count == 0, $"the writer: {run.Failures.FirstOrDefault()}");
            Expect(looks > 4, $"the reader looked {looks} times");
        });
    }

    /// <summary>A process that opens the store finishes what a dead writer left; between any two of its calls another one reads.</summary>
    internal async Task ReadDuringRecoveryAsync()
    {
        foreach (var call in _calls.Where(static call => call.Changes))
        {
            await GuardAsync($"recovery after crash at call {call}", () => ReadDuringRecoveryAsync(call.Number));
        }
    }

    private async Task ReadDuringRecoveryAsync(int number)
    {
        var run = await StartAsync(learns: false);
        var reader = await SimulatedStore.OpenAsync(run.World.StartProcess(), operation.Settings with { Seed = 2, TrustsMemory = true });
        run.Simulated.Process.CrashAtCall(number, CrashPoint.After);
        await RunToDeathAsync(run);
        await SimulatedStore.OpenAsync(run.World.StartProcess(), operation.Settings with
        {
            Seed = 4,
            Hook = _ =>
            {
                run.Model.Check(StoreContents.ReadAsync(reader.Store).GetAwaiter().GetResult());
                return true;
            },
        });
    }

    private async Task TakeOverAsync(int number, CrashPoint point)
    {
        Crashes++;
        var run = await StartAsync(learns: false);
        var neighbour = await SimulatedStore.OpenAsync(
            run.World.StartProcess(), operation.Settings with { Seed = 2, TrustsMemory = true });
        run.Simulated.Process.CrashAtCall(number, point);
        await RunToDeathAsync(run);

        var seen = await StoreContents.ReadAsync(neighbour.Store);
        run.Model.Check(seen);
        var readOnly = await SimulatedStore.OpenAsync(run.World.StartProcess(), new() { Seed = 8, ReadOnly = true });
        var seenReadOnly = await StoreContents.ReadAsync(readOnly.Store);
        Expect(seenReadOnly.IsLike(seen), $"a read-only store sees something else.\n{seenReadOnly}\nThe neighbour:\n{seen}");

        var other = new OperationRun(neighbour, run.Model);
        await ProbeAsync(other);
        Expect(other.Failures.Count == 0, $"the neighbour's commit: {other.Failures.FirstOrDefault()}");
        var after = await StoreContents.ReadAsync(neighbour.Store);
        run.Model.Check(after);
        run.Model.Fix(after);
        await neighbour.DrainAsync();
        Expect(
            !run.World.ListFiles().Any(
                static path => path.Contains("/.~", StringComparison.Ordinal) && !path.Contains("/.sdk/", StringComparison.Ordinal)),
            "the neighbour's commit left temporary files of the dead");
        Expect((await StoreContents.ReadAsync(readOnly.Store)).IsLike(after), "the read-only store did not follow");
        await CheckCutsAsync(run.World, run.Model, 1);
        neighbour.Process.Kill();
        await CheckAsync("the same boot", run.World, run.Model.Copy());
    }

    /// <summary>Programs that know nothing of the journal must find every ticket, whole.</summary>
    private static void CheckRawFiles(SimulatedWorld world, HookedCall call)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in world.ListFiles().Where(static path => path.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            names.Add(Path.GetFileName(path));
            Expect(world.ReadFile(path) is [.., (byte)'\n'], $"before {call} {path} is not whole");
        }

        Expect(names.Contains($"{CrashOperations.First}.yaml"), $"before {call} {CrashOperations.First} has no file");
    }
}
