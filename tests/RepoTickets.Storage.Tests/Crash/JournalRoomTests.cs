using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>The zeros behind the last frame of the journal: they are used, and nothing else is ever taken for them.</summary>
public sealed class JournalRoomTests
{
    [Fact]
    public async Task Commit_RoomInTheSegment_LeavesItsLength()
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await RenameAsync(store, "First");
        var length = Segment(world).Length;
        var end = DamagedJournal.WithoutRoom(Segment(world)).Length;

        await RenameAsync(store, "Second");

        Assert.True(length > end, "there is no room");
        Assert.Equal(length, Segment(world).Length);
        Assert.True(DamagedJournal.WithoutRoom(Segment(world)).Length > end);
    }

    /// <summary>A power cut can take the first sector of a frame and leave the others: what follows must not be written around those.</summary>
    [Theory]
    [InlineData(512)]
    [InlineData(9_000)]
    public async Task Open_EndOfALostFrameInTheRoom_IsCutOff(int lost)
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await RenameAsync(store, "Certain");
        await store.DrainAsync();
        store.Process.Kill();
        var path = DamagedJournal.OnlySegment(world)!;
        var segment = Segment(world);
        var end = DamagedJournal.WithoutRoom(segment).Length;
        segment.AsSpan(end + lost, 700).Fill((byte)'x');
        world.EditFile(path, segment);
        world.FlushAll();

        var reopened = await SimulatedStore.OpenAsync(Rebooted(ref world).StartProcess(), new() { Seed = 4 });

        Assert.Equal("Certain", (await reopened.Store.GetAsync(CrashOperations.First))!.Title);
        Assert.True(JournalRoom.IsRoom(Segment(world).AsSpan(end)));
        await RenameAsync(reopened, "Next");
        Assert.True((await reopened.Store.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Survey_RoomBehindTheLastFrame_IsNoDamage()
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await RenameAsync(store, "Certain");
        var survey = JournalSurvey.Read(store.Process, new(SimulatedStore.Folder), 0);

        Assert.Empty(survey.Broken);
        Assert.False(survey.IsDamaged(survey.LastKept));
    }

    /// <summary>A whole flushed frame behind zeros: those were a frame once.</summary>
    [Fact]
    public async Task Open_FrameOfZerosBeforeAWholeOne_IsDamage()
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await RenameAsync(store, "First");
        var end = DamagedJournal.WithoutRoom(Segment(world)).Length;
        await RenameAsync(store, "Second");
        var next = DamagedJournal.WithoutRoom(Segment(world)).Length;
        await RenameAsync(store, "Third");
        await store.DrainAsync();
        store.Process.Kill();
        var segment = Segment(world);
        segment.AsSpan(end, next - end).Clear();
        world.EditFile(DamagedJournal.OnlySegment(world)!, segment);
        world.FlushAll();

        var damaged = await SimulatedStore.OpenAsync(Rebooted(ref world).StartProcess(), new() { Seed = 4 });

        await Assert.ThrowsAsync<StoreReadOnlyException>(() => RenameAsync(damaged, "Refused").AsTask());
    }

    private static byte[] Segment(SimulatedWorld world) => world.ReadFile(DamagedJournal.OnlySegment(world)!)!;

    private static async ValueTask RenameAsync(SimulatedStore store, string title) =>
        await store.Store.UpdateAsync(CrashOperations.First, ticket => ticket with { Title = title });

    private static SimulatedWorld Rebooted(ref SimulatedWorld world) => world = world.PowerCut(CrashMode.KeepAll, 1);

    private static SimulatedWorld Plant()
    {
        var world = CrashOperations.PlantWorld();
        world.FlushAll();
        return world;
    }
}
