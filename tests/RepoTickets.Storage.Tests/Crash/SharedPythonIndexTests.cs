using System.Text;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Several processes keep the Python package's index; none of them may be held up by what the others commit meanwhile.</summary>
public sealed class SharedPythonIndexTests
{
    private const string Index = SimulatedStore.Folder + "/index.yaml";

    [Fact]
    public async Task Close_WhileAnotherCommitsWithEachWriting_EndsAndTheOtherLeavesTheIndexRight()
    {
        var world = new SimulatedWorld(1);
        CrashOperations.PlantStore(world);
        world.EditFile(Index, "{}\n");
        var other = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
        var writings = 0;
        var closing = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Hook = call =>
            {
                if (call is ("replace", Index) && ++writings < 100)
                {
                    other.Store.CreateAsync($"Number {writings}").AsTask().GetAwaiter().GetResult();
                }

                return true;
            },
        });

        await closing.Store.CreateAsync("Closing");
        await closing.Store.DisposeAsync();
        Assert.InRange(writings, 1, 10);

        await other.Store.DisposeAsync();
        var text = Encoding.UTF8.GetString(world.ReadFile(Index)!);
        Assert.Contains("CLOSING-1:", text, StringComparison.Ordinal);
        for (var number = 1; number <= writings; number++)
        {
            Assert.Contains($"NUMBER-{number}:", text, StringComparison.Ordinal);
        }
    }
}
