using Xunit.Abstractions;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>
/// Leaves out one safety step of the real code at a time, by a file system that does not do what it is told: for each of them something
/// must be found wrong, or the step is not needed, or it is not tested.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (string Operation, Func<HookedCall, bool> Removes)> Mutants = new(StringComparer.Ordinal)
    {
        ["flush of the journal"] = ("create", static call => call.Operation == "flush-journal"),
        ["flush of the journal's folder"] =
            ("rotate", static call => call.Operation == "flush-folder" && call.Path.EndsWith("/journal", StringComparison.Ordinal)),
        ["flush of documents before a checkpoint"] = ("close", static call => call.Operation == "flush-file" && IsDocument(call.Path)),
        ["flush of folders of documents before a checkpoint"] =
            ("close", static call => call.Operation == "flush-folder" && IsFolderOfDocuments(call.Path)),
        ["flush of the store's folder before a checkpoint"] =
            ("delete and close", static call => call.Operation == "flush-folder" && call.Path == SimulatedStore.Folder),
        ["flush of the rewritten segment"] =
            ("create", static call => call.Operation == "flush-file" && call.Path.Contains("/journal/", StringComparison.Ordinal)),
        ["atomic replacement"] = ("batch", static call => call.Operation == "replace" && IsDocument(call.Path)),
        ["lock between processes"] = ("create", static call => call.Operation == "lock"),
        ["publishing the position"] = ("create", static call => call.Operation == "store-2"),
        ["the mark of a writer at work"] = ("batch", static call => call.Operation == "store-4"),
        ["the mark of a failed flush"] = ("create", static call => call.Operation == "store-5"),
        ["the mark of flushes that cannot be trusted"] = ("close", static call => call.Operation == "store-7"),
        ["the journal"] = ("batch", static call => call.Operation == "append" && call.Path.Contains("/journal/", StringComparison.Ordinal)),
        ["removal of temporary files"] = ("batch", static call => call.Operation == "delete" && call.Path.Contains("/.~", StringComparison.Ordinal)),
        ["removal of the file that a ticket moved from"] = ("change the status", static call => call.Operation == "delete" && IsDocument(call.Path)),
        ["cutting off a torn tail"] = ("create", static call => call.Operation == "set-length"),
    };

    private const int MostSeeds = 4;

    public static TheoryData<string> Names => new(Mutants.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SafetyStep_LeftOut_IsNoticed(string name)
    {
        var (operation, removes) = Mutants[name];
        var sound = CrashOperations.Named(operation);
        var mutant = sound with { Settings = sound.Settings with { Hook = call => !removes(call) } };

        // How much of a failed write reaches the file is chance: a step that matters only where all of it did may need another seed.
        var noticed = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var seed = 1; seed <= MostSeeds; seed++)
            {
                await TryAsync(mutant, cuts: 8, seed);
            }
        });

        Assert.True(noticed is StoreCheckException or RepoTicketsException, noticed.ToString());
        output.WriteLine(noticed.Message.Length > 600 ? noticed.Message[..600] : noticed.Message);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("close")]
    public Task SafetySteps_AllThere_NothingIsNoticed(string operation)
    {
        var sound = CrashOperations.Named(operation);
        return TryAsync(sound with { Settings = sound.Settings with { Hook = static _ => true } }, cuts: 1);
    }

    private static async Task TryAsync(Operation operation, int cuts, int seed = 1)
    {
        var matrix = new CrashMatrix(operation, seed, cuts, deepEvery: 1);
        await matrix.LearnAsync();
        await matrix.ReadBetweenCallsAsync();
        await matrix.TakeOverEverywhereAsync();
        await matrix.CrashEverywhereAsync();
        await matrix.FailEverywhereAsync();
    }

    [Fact]
    public Task CheckThatTheSegmentIsStillNamed_LeftOut_IsNoticed() =>
        Assert.ThrowsAnyAsync<Exception>(() => TakeoverTests.RewrittenSegmentAsync(static call => call.Operation != "is-named"));

    [Fact]
    public async Task ExclusiveMove_LeftOut_IsNoticed()
    {
        var (_, theirs) = await TakeoverTests.RaceForANameAsync(static call => call.Operation != "move-exclusively");

        Assert.NotEqual("theirs", theirs);
    }

    private static bool IsDocument(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) && !path.Contains("/.~", StringComparison.Ordinal);

    private static bool IsFolderOfDocuments(string path) =>
        path.EndsWith("/open", StringComparison.Ordinal) || path.EndsWith("/closed", StringComparison.Ordinal) ||
            path.EndsWith("/epics", StringComparison.Ordinal);
}

