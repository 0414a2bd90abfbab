using System.Text;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Commits whose files may follow: who sees what, and who puts the files in place.</summary>
public sealed class FollowingFilesTests
{
    private const string GoalFile = $"{SimulatedStore.Folder}/epics/EPIC-1.yaml";

    [Fact]
    public async Task Commit_FilesMayFollow_IsReadByAllWhileTheFileIsAsItWas()
    {
        var (world, store) = await OpenAsync();
        var before = Text(world);
        var other = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });

        var stored = await FollowAsync(store, "ada");

        Assert.Equal(before, Text(world));
        Assert.Equal(stored, await store.Store.GetAsync(CrashOperations.Goal));
        Assert.Equal(stored, await other.Store.GetAsync(CrashOperations.Goal));
        Assert.Contains(stored, (await other.Store.ListAsync<Epic>()).Documents);
    }

    [Fact]
    public async Task CommitOfAnotherProcess_FilesWait_PutsThemInPlaceFirst()
    {
        var (world, store) = await OpenAsync();
        var other = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 2 });
        await FollowAsync(store, "ada");

        await other.Store.UpdateAsync<Epic>(CrashOperations.Goal.Key, static epic => epic with { Priority = TicketPriority.High });
        await FollowAsync(store, "eve");
        await store.Store.DisposeAsync();

        Assert.Contains("title: eve", Text(world), StringComparison.Ordinal);
        Assert.Contains("priority: high", Text(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FilesWait_PutsThemInPlace()
    {
        var (world, store) = await OpenAsync();
        await FollowAsync(store, "ada");

        Assert.True((await store.Store.VerifyAsync()).IsClean);
        Assert.Contains("title: ada", Text(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_SomebodyEditedAWaitingFile_TheirsStaysAndOursIsInQuarantine()
    {
        var (world, store) = await OpenAsync();
        await FollowAsync(store, "ada");
        var theirs = Text(world).Replace("A goal", "Theirs", StringComparison.Ordinal);
        world.EditFile(GoalFile, theirs);

        await store.Store.DisposeAsync();

        Assert.Equal(theirs, Text(world));
        Assert.Contains(world.ListFiles(), path => path.Contains("/.sdk/quarantine/", StringComparison.Ordinal) &&
            Encoding.UTF8.GetString(world.ReadFile(path)!).Contains("title: ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commit_OfATicket_IsInPlaceAtOnce()
    {
        var (world, store) = await OpenAsync();
        var ticket = (await store.Store.GetAsync(CrashOperations.First))!;

        await store.Store.CommitAsync(new(DocumentChange.Update(ticket with { Assignee = "ada" })) { FilesMayFollow = true });

        Assert.Contains(
            "assignee: ada", Encoding.UTF8.GetString(world.ReadFile($"{SimulatedStore.Folder}/open/LOGIN-1.yaml")!),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SdkFolder_RemovedWhileFilesWait_TheyAreWrittenAllTheSame(bool isClosed)
    {
        var (world, store) = await OpenAsync();
        await FollowAsync(store, "ada");
        foreach (var path in world.ListFiles()
            .Where(static path => path.StartsWith($"{SimulatedStore.Folder}/.sdk/", StringComparison.Ordinal))
            .ToList())
        {
            world.DeleteFile(path);
        }

        if (!isClosed)
        {
            await Assert.ThrowsAsync<StoreReadOnlyException>(async () => await store.Store.CreateAsync(new Ticket { Title = "Too late" }));
        }

        await store.Store.DisposeAsync();

        Assert.Contains("title: ada", Text(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_ManyOfOneDocument_WriteItsFileOnce()
    {
        var (world, store) = await OpenAsync();
        var calls = world.Trace.Count;
        for (var i = 0; i < 10; i++)
        {
            await FollowAsync(store, $"number {i}");
        }

        await store.Store.DisposeAsync();

        Assert.Single(world.Trace.Skip(calls), static call => call.ToString().Contains(": rename ", StringComparison.OrdinalIgnoreCase) &&
            call.ToString().Contains("EPIC-1", StringComparison.Ordinal));
        Assert.Contains("number 9", Text(world), StringComparison.Ordinal);
    }

    private static async Task<(SimulatedWorld World, SimulatedStore Store)> OpenAsync()
    {
        var world = CrashOperations.PlantWorld();
        world.FlushAll();
        return (world, await SimulatedStore.OpenAsync(world.StartProcess(), new() { TrustsMemory = true }));
    }

    private static async Task<Epic> FollowAsync(SimulatedStore store, string title)
    {
        var epic = (await store.Store.GetAsync(CrashOperations.Goal))!;
        var result = await store.Store.CommitAsync(new(DocumentChange.Update(epic with { Title = title })) { FilesMayFollow = true });
        return (Epic)result.Documents[0]!;
    }

    private static string Text(SimulatedWorld world) => Encoding.UTF8.GetString(world.ReadFile(GoalFile)!);
}
