using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Worlds whose journal is damaged, each in its own way.</summary>
internal sealed class DamagedJournal(
    string name, Func<Task<SimulatedWorld>> build, string expectedTitle, long lastPosition, bool isKnownToThisBootOnly = false)
{
    internal const string Folder = SimulatedStore.Folder + "/.sdk/journal";

    internal static IReadOnlyList<DamagedJournal> All { get; } =
    [
        new("a frame in the middle", () => CommitThenDamageAsync(static bytes => Flip(bytes, bytes.Length / 2)), "Title 6", 6),
        new("a frame in the middle, after a boot", async () =>
            Reboot(await CommitThenDamageAsync(static bytes => Flip(bytes, bytes.Length / 2))), "Title 6", 6),
        new("the header", () => CommitThenDamageAsync(static bytes => Flip(bytes, 3)), "Title 6", 6),
        new("the header of a segment with one frame", () =>
            CommitThenDamageAsync(static bytes => Flip(bytes, 3), commits: 1), "Title 1", 1),
        new("the end, behind what was published", () =>
            CommitThenDamageAsync(static bytes => bytes[..^9]), "Title 6", 6, isKnownToThisBootOnly: true),
        new("the end, behind the checkpoint", CloseThenTruncateAsync, "Title 6", 6),
        new("a segment in the middle is gone", RotateThenDeleteAsync, "Title 6", 12),
        new("before a commit that is not in place", () => DieThenDamageAsync(reboots: false), "Committed", 5),
        new("before a commit that is not in place, after a boot", () => DieThenDamageAsync(reboots: true), "Committed", 5),
    ];

    internal static DamagedJournal Named(string name) => All.Single(damage => damage.ToString() == name);

    /// <summary>What the first ticket must be called, whatever happens.</summary>
    internal string ExpectedTitle { get; } = expectedTitle;

    /// <summary>The last position that was acknowledged before the damage.</summary>
    internal long LastPosition { get; } = lastPosition;

    /// <summary>Only the shared words tell it from what a crash tears, and a power cut takes them.</summary>
    internal bool IsKnownToThisBootOnly { get; } = isKnownToThisBootOnly;

    internal Task<SimulatedWorld> BuildAsync() => build();

    public override string ToString() => name;

    internal static string? OnlySegment(SimulatedWorld world) =>
        world.ListFiles()
            .Where(static path => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".log", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>A segment through its last frame.</summary>
    internal static byte[] WithoutRoom(byte[] segment)
    {
        var end = JournalSegment.HeaderLength;
        while (SegmentFrames.TryRead(segment, end, out _, out var next))
        {
            end = next;
        }

        return segment[..end];
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        bytes[at] ^= 0x55;
        return bytes;
    }

    private static async Task<SimulatedWorld> CommitThenDamageAsync(Func<byte[], byte[]> damage, int commits = 6)
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await CommitAsync(store, commits);
        store.Process.Kill();
        Damage(world, OnlySegment(world)!, damage);
        return world;
    }

    private static async Task<SimulatedWorld> CloseThenTruncateAsync()
    {
        var world = Plant();
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await CommitAsync(store, 6);
        await store.Store.DisposeAsync();
        world.FlushAll();
        world = Reboot(world);
        Damage(world, OnlySegment(world)!, static bytes => bytes[..^9]);
        return world;
    }

    /// <summary>Three segments, of which the second goes.</summary>
    private static async Task<SimulatedWorld> RotateThenDeleteAsync()
    {
        var world = Plant();
        world.EditFile(
            $"{SimulatedStore.Folder}/open/LONG-1.yaml",
            $"id: LONG-1\ntitle: Long\nstatus: open\ndescription: {new string('x', 17_000)}\n");
        var settings = new StoreSettings { Seed = 3 };
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), settings);
        for (var i = 1; i <= 6; i++)
        {
            await store.Store.UpdateAsync(CrashOperations.First, ticket => ticket with { Title = $"Title {i}" });
            await store.Store.UpdateAsync(TicketId.Parse("LONG-1"), ticket => ticket with { StoryPoints = i });
        }

        await store.DrainAsync();
        store.Process.Kill();
        var segments = world.ListFiles()
            .Where(static path => path.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(segments.Count >= 3, "there are too few segments for this test");
        world.DeleteFile(segments[1]);

        // The checkpoint lies behind what was removed as long as nothing is known of it.
        world.DeleteFile($"{SimulatedStore.Folder}/.sdk/checkpoint");
        world.FlushAll();
        return world;
    }

    private static async Task<SimulatedWorld> DieThenDamageAsync(bool reboots)
    {
        var world = Plant();
        var before = await SimulatedStore.OpenAsync(world.StartProcess(), new() { Seed = 3 });
        await CommitAsync(before, 3);
        await before.Store.UpdateAsync(CrashOperations.Second, static ticket => ticket with { Title = "Between" });
        before.Process.Kill();
        var dying = await SimulatedStore.OpenAsync(world.StartProcess(), new()
        {
            Seed = 4,
            Hook = static call => call.Operation == "replace" && call.Path.Contains("LOGIN", StringComparison.Ordinal)
                ? throw new SimulatedCrashException("The writer died.")
                : true,
        });
        await Assert.ThrowsAsync<SimulatedCrashException>(() =>
            dying.Store.UpdateAsync(CrashOperations.First, static ticket => ticket with { Title = "Committed" }).AsTask());
        dying.Process.Kill();
        world.FlushAll();
        world = reboots ? Reboot(world) : world;

        // The frame that says "Between" is destroyed; the one behind it, which is not in place, is whole.
        Damage(world, OnlySegment(world)!, static bytes =>
        {
            return Flip(bytes, bytes.AsSpan().IndexOf("Between"u8));
        });
        return world;
    }

    private static async Task CommitAsync(SimulatedStore store, int times)
    {
        for (var i = 1; i <= times; i++)
        {
            await store.Store.UpdateAsync(CrashOperations.First, ticket => ticket with { Title = $"Title {i}" });
        }

    }

    private static void Damage(SimulatedWorld world, string path, Func<byte[], byte[]> damage)
    {
        // What it holds: the room behind that is nothing that could be damaged.
        world.EditFile(path, damage(WithoutRoom(world.ReadFile(path)!)));
        world.FlushAll();
    }

    private static SimulatedWorld Reboot(SimulatedWorld world)
    {
        world.FlushAll();
        return world.PowerCut(CrashMode.KeepAll, 1);
    }

    private static SimulatedWorld Plant()
    {
        var world = CrashOperations.PlantWorld();
        world.FlushAll();
        return world;
    }
}
