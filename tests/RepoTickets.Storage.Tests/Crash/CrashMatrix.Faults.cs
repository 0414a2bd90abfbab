using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

internal sealed partial class CrashMatrix
{
    private const string Probe = "probe";

    internal async Task FailEverywhereAsync()
    {
        foreach (var call in _calls)
        {
            foreach (var fault in Enum.GetValues<SimulatedFault>())
            {
                await GuardAsync(
                    $"{fault} at call {call}", () => FailAsync(call.Number, fault, withNeighbour: fault == SimulatedFault.InputOutput));
            }
        }
    }

    private async Task FailAsync(int number, SimulatedFault fault, bool withNeighbour)
    {
        Faults++;
        var run = await StartAsync(learns: false, variant: (number * 16) + (int)fault);
        var neighbour = withNeighbour
            ? await SimulatedStore.OpenAsync(run.World.StartProcess(), operation.Settings with { Seed = 2, TrustsMemory = true })
            : null;
        run.Simulated.Process.FailCall(number, fault);
        await RunWithFaultAsync(run);
        run.Simulated.Process.StopFailing();
        await CheckCutsAsync(run.World, run.Model, Math.Max(1, cuts / 16));
        await CheckLiveAsync(run, fault);
        if (neighbour is not null)
        {
            await CheckNeighbourAsync(run, neighbour);
        }

        await CheckCutsAsync(run.World, run.Model, Math.Max(1, cuts / 16));
        run.Simulated.Process.Kill();
        neighbour?.Process.Kill();
        await CheckAsync("the same boot", run.World, run.Model.Copy());
    }

    private async Task RunWithFaultAsync(OperationRun run)
    {
        try
        {
            await operation.Run(run);
        }
        catch (RepoTicketsException exception)
        {
            run.Failures.Add(exception);
        }

        foreach (var failure in run.Failures)
        {
            Expect(failure.Message.Length > 20 &&
                !failure.Message.Contains("Exception", StringComparison.Ordinal), $"the message is not clear: {failure.Message}");
        }
    }

    /// <summary>The store goes on, unless a flush failed: then it can be read and refuses to be written.</summary>
    private static async Task CheckLiveAsync(OperationRun run, SimulatedFault fault)
    {
        if (run.IsClosed)
        {
            return;
        }

        run.Model.Check(await StoreContents.ReadAsync(run.Store));
        var before = run.Failures.Count;
        await ProbeAsync(run);
        var health = (await run.Store.OpenAsync(CancellationToken.None)).Health;
        if (fault == SimulatedFault.AccessDenied && health.ReadOnlyReason is not null)
        {
            // Where nothing may be written when the store is opened, it is opened for reading.
            return;
        }

        var isPoisoned = health.IsPoisoned;
        Expect((run.Failures.Count == before) == !isPoisoned, $"a further commit: {run.Failures.LastOrDefault()}");
        Expect(!isPoisoned || run.Failures[^1] is StorePoisonedException, $"a poisoned store says: {run.Failures.LastOrDefault()}");
        run.Model.Check(await StoreContents.ReadAsync(run.Store));
        await run.Simulated.DrainAsync();
    }

    /// <summary>Another process, which had the store open all the while, sees the same, and what it writes is as durable.</summary>
    private async Task CheckNeighbourAsync(OperationRun run, SimulatedStore neighbour)
    {
        run.Model.Check(await StoreContents.ReadAsync(neighbour.Store));
        var other = new OperationRun(neighbour, run.Model);
        await ProbeAsync(other);
        Expect(other.Failures.TrueForAll(
            static failure => failure is StorePoisonedException), $"the neighbour's commit: {other.Failures.LastOrDefault()}");
        run.Model.Check(await StoreContents.ReadAsync(neighbour.Store));
        await neighbour.DrainAsync();
    }

    private static Task ProbeAsync(OperationRun run) => run.CommitAsync(Probe, async () =>
    {
        var item = (await run.Store.GetAsync(CrashOperations.Item))!;
        return new(DocumentChange.Update(item with { Title = item.Title + "!" }));
    });

    private static void Expect(bool condition, string message)
    {
        if (!condition)
        {
            throw new StoreCheckException(message);
        }
    }
}
