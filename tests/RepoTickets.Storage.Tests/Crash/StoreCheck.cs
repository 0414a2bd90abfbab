using System.Text;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>Opens a store in a new process and checks everything that must hold, whatever happened before.</summary>
internal static class StoreCheck
{
    private const string SdkFolder = SimulatedStore.Folder + "/.sdk/";

    /// <param name="world">The world; it is used up.</param>
    /// <param name="model">What may be there; afterwards it says what was.</param>
    /// <param name="settings">As the store was opened before.</param>
    /// <param name="isDeep">
    /// Also what takes longer: verification, a rebuilt index, opening again, further commits, another power cut.
    /// </param>
    internal static async Task RunAsync(SimulatedWorld world, StoreModel model, StoreSettings settings, bool isDeep)
    {
        settings = settings with { Seed = 77 };
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), settings);
        var seen = await StoreContents.ReadAsync(store.Store);
        model.Check(seen);
        model.Fix(seen);
        CheckFiles(world);
        await CheckFeedAsync(store.Store, seen);
        await CheckIndexAsync(store.Store, seen);
        if (isDeep)
        {
            await CheckDeeplyAsync(world, store, model, seen, settings);
        }

        store.Process.Kill();
    }

    private static async Task CheckDeeplyAsync(
        SimulatedWorld world, SimulatedStore store, StoreModel model, StoreContents seen, StoreSettings settings)
    {
        var report = await store.Store.VerifyAsync();
        Require(report.IsClean, $"verification: {string.Join("; ", report.Findings)}");

        // What was seen once stays: also when the power fails again before anything more is flushed.
        var again = await SimulatedStore.OpenAsync(world.PowerCut(CrashMode.LoseAll, seed: 5).StartProcess(), settings);
        await RequireSameAsync(again.Store, seen, "after a second power cut");

        store.Process.Kill();
        var before = Image(world);
        var second = await SimulatedStore.OpenAsync(world.StartProcess(), settings);
        Require(before == Image(world), "opening a second time changed files");
        await RequireSameAsync(second.Store, seen, "after opening a second time");
        await second.Store.RebuildIndexAsync();
        await CheckIndexAsync(second.Store, seen);
        await CheckFurtherCommitsAsync(second.Store, model, seen);
        var last = await StoreContents.ReadAsync(second.Store);
        await second.Store.DisposeAsync();
        CheckFiles(world);

        // Closing has set a checkpoint: what it vouches for is on the device.
        var afterClosing = await SimulatedStore.OpenAsync(world.PowerCut(CrashMode.LoseAll, seed: 6).StartProcess(), settings);
        await RequireSameAsync(afterClosing.Store, last, "after closing and a power cut");
    }

    private static async Task CheckFurtherCommitsAsync(FileTicketStore store, StoreModel model, StoreContents seen)
    {
        var created = await store.CreateAsync(new Ticket { Title = "Login once more" });
        Require(!model.Identifiers.Contains(created.Key.ToString()) &&
            !seen.Documents.ContainsKey(created.Key.ToString()), $"{created.Id} was given out twice");
        var changed = await store.UpdateAsync(created.Id, static ticket => ticket with { Status = TicketStatus.Closed });
        Require((await store.GetAsync(created.Id))?.Version == changed.Version, "a commit cannot be read back");
        Require((await store.VerifyAsync()).IsClean, "verification after a further commit");
    }

    private static void CheckFiles(SimulatedWorld world)
    {
        foreach (var path in world.ListFiles())
        {
            Require(!path.Contains("/.~", StringComparison.Ordinal), $"a temporary file was left: {path}");
            if (path.StartsWith(SdkFolder + "quarantine/", StringComparison.Ordinal) && path.EndsWith(".meta", StringComparison.Ordinal))
            {
                var text = Encoding.UTF8.GetString(world.ReadFile(path)!);
                Require(!text.Contains("another program", StringComparison.Ordinal), $"a commit was taken for somebody's edit: {text}");
            }
        }
    }

    private static async Task CheckFeedAsync(FileTicketStore store, StoreContents seen)
    {
        var oldest = await store.Feed.GetOldestPositionAsync();
        var position = await store.Feed.GetPositionAsync();
        var replayed = new Dictionary<DocumentKey, DocumentVersion>();
        var expected = oldest;
        foreach (var commit in await store.Feed.ReadAsync(oldest - 1))
        {
            Require(commit.Position == expected++, $"the feed has a gap before {commit.Position}");
            foreach (var change in commit.Changes)
            {
                replayed[change.Key] = change.After?.Version ?? DocumentVersion.None;
            }
        }

        Require(expected == position + 1, $"the feed ends at {expected - 1}, its position is {position}");
        foreach (var (key, version) in replayed)
        {
            var there = seen.Documents.TryGetValue(key.ToString(), out var document) ? document.Version : DocumentVersion.None;
            Require(there == version, $"the feed leaves {key} at {version}, its file is {there}");
        }
    }

    private static async Task CheckIndexAsync(FileTicketStore store, StoreContents seen)
    {
        var found = (await store.QueryAsync(new TicketQuery { Take = 1000 })).Tickets.ToDictionary(
            static summary => summary.Id.Key.ToString());
        var tickets = seen.Documents.Values.OfType<Ticket>().ToList();
        Require(found.Count == tickets.Count, $"the index has {found.Count} tickets, there are {tickets.Count}");
        foreach (var ticket in tickets)
        {
            Require(
                found.TryGetValue(ticket.Key.ToString(), out var summary) && summary == TicketSummary.From(ticket),
                $"the index has {ticket.Id} as {summary}");
        }
    }

    private static async Task RequireSameAsync(FileTicketStore store, StoreContents seen, string when)
    {
        var now = await StoreContents.ReadAsync(store);
        Require(now.IsExactly(seen), $"{when} there is something else.\nBefore:\n{seen}\nNow:\n{now}");
    }

    private static string Image(SimulatedWorld world)
    {
        var text = new StringBuilder();
        foreach (var path in world.ListFiles().Where(static path => path is not (SdkFolder + "lock" or SdkFolder + "shared")))
        {
            text.Append(path).Append(' ').Append(DocumentVersion.Of(world.ReadFile(path)!)).AppendLine();
        }

        return text.ToString();
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new StoreCheckException(message);
        }
    }
}
