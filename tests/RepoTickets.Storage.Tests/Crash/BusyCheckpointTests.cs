using System.Globalization;
using System.Text;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>A checkpoint whose mark cannot be set, because another process is writing just then.</summary>
public sealed class BusyCheckpointTests
{
    private const string Lock = SimulatedStore.Folder + "/.sdk/lock";

    [Fact]
    public async Task Checkpoint_LockIsBusyForItsMark_IsTriedAgain()
    {
        var world = CrashOperations.PlantWorld();
        var other = world.StartProcess();
        var (lastCall, times) = (default(HookedCall), 0);
        IFileLock? held = null;
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                held?.Dispose();
                held = null;
                if (call is ("lock", Lock) && lastCall is ("flush-folder", SimulatedStore.Folder) && times == 0)
                {
                    held = other.TryLock(Lock);
                    times++;
                }

                lastCall = call;
                return true;
            },
        });
        times = 0;
        var marked = Mark(world);

        var created = await store.Store.CommitAsync(
            new(DocumentChange.Create(new Ticket { Title = "Long", Description = new string('x', 70_000) })));
        await store.Store.CreateAsync("In the next segment");
        await store.Store.CreateAsync("In the same segment");
        await store.DrainAsync();

        Assert.Equal(1, times);
        Assert.True(marked < created.Position);
        Assert.InRange(Mark(world), created.Position, long.MaxValue);
    }

    private static long Mark(SimulatedWorld world) =>
        world.ReadFile(SimulatedStore.Folder + "/.sdk/checkpoint") is { } bytes
            ? long.Parse(Encoding.ASCII.GetString(bytes).Split(' ')[0], CultureInfo.InvariantCulture)
            : 0;
}
