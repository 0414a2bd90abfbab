using System.Text;
using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Planning;
using RepoTickets.Storage.Tests.Simulation;

namespace RepoTickets.Storage.Tests.Crash;

/// <summary>The operations at every call of which everything is tried.</summary>
internal static class CrashOperations
{
    internal static readonly TicketId First = TicketId.Parse("LOGIN-1");
    internal static readonly TicketId Second = TicketId.Parse("LOGIN-2");
    internal static readonly TicketId Third = TicketId.Parse("LOGIN-3");
    internal static readonly EpicId Goal = EpicId.Parse("EPIC-1");
    internal static readonly BacklogItemId Item = BacklogItemId.Parse("BACKLOG-1");

    internal static IReadOnlyList<Operation> All { get; } =
    [
        new("create", NoFiles, Nothing, static run =>
            run.CommitAsync("create", new ChangeSet(DocumentChange.Create(new Ticket { Title = "Login fails" })))),
        new("update a field", NoFiles, WarmUpAsync, static run =>
            UpdateAsync(run, "update", static ticket => ticket with { Priority = TicketPriority.High })),
        new("change the status", NoFiles, WarmUpAsync, static run =>
            UpdateAsync(run, "close", static ticket => ticket with { Status = TicketStatus.Closed })),
        new("delete", NoFiles, WarmUpAsync, DeleteAsync),
        new("restore", NoFiles, DeleteFirstAsync, RestoreAsync),
        new("batch", NoFiles, WarmUpAsync, BatchAsync),
        new("create by a temporary name", OnlyNamedFiles, Nothing, static run =>
            run.CommitAsync("create", new ChangeSet(DocumentChange.Create(new Ticket { Title = "Login fails" })))),
        new("change the status by a temporary name", OnlyNamedFiles, WarmUpAsync, static run =>
            UpdateAsync(run, "close", static ticket => ticket with { Status = TicketStatus.Closed })),
        new("batch by temporary names", OnlyNamedFiles, WarmUpAsync, BatchAsync),
        new("group", NoFiles, Nothing, GroupAsync),
        new("sequence", NoFiles, Nothing, SequenceAsync),
        new("rotate", PlantLongTicket, LengthenAsync, RotateAsync) { Settings = new() { FeedRetentionBytes = 0 } },
        new("close", NoFiles, WarmUpAsync, CloseAsync),
        new("delete and close", NoFiles, Nothing, DeleteAndCloseAsync),
        new("open", NoFiles, null, static async run => await run.Store.OpenAsync(CancellationToken.None)),
        new("rebuild", NoFiles, WarmUpAsync, static async run => await run.Store.RebuildIndexAsync()),
        new("files that follow", NoFiles, WarmUpAsync, FollowAsync),
        new("files that follow and close", NoFiles, Nothing, FollowAndCloseAsync),
        new("take up an edit", NoFiles, EditOutsideAsync, static async run => await run.Store.RefreshAsync()),
    ];

    internal static Operation Named(string name) => All.Single(operation => operation.Name == name);

    /// <summary>A world with the store of <see cref="PlantStore"/>.</summary>
    internal static SimulatedWorld PlantWorld(int seed = 1)
    {
        var world = new SimulatedWorld(seed);
        PlantStore(world);
        return world;
    }

    /// <summary>A store as the Python package leaves one.</summary>
    internal static void PlantStore(SimulatedWorld world)
    {
        foreach (var folder in (string[])["open", "closed", "epics", "backlog"])
        {
            world.CreateFolders($"{SimulatedStore.Folder}/{folder}");
        }

        world.EditFile($"{SimulatedStore.Folder}/config.yaml", ConfigurationFormat.Create(new TicketsConfiguration()));
        foreach (var id in (TicketId[])[First, Second, Third])
        {
            world.EditFile($"{SimulatedStore.Folder}/open/{id}.yaml", Ticket(id));
        }

        world.EditFile(
            $"{SimulatedStore.Folder}/epics/{Goal}.yaml", $"id: {Goal}\ntitle: A goal\nstatus: draft\npriority: medium\nticket_ids: []\n");
        world.EditFile($"{SimulatedStore.Folder}/epics/EPIC-2.yaml", "id: EPIC-2\ntitle: Another goal\n");
        world.EditFile($"{SimulatedStore.Folder}/backlog/{Item}.yaml", $"id: {Item}\ntitle: An item\n");
    }

    /// <summary>The same store with commits in its journal that no checkpoint covers.</summary>
    internal static async Task<SimulatedWorld> WithHistoryAsync(SimulatedWorld world, StoreSettings settings)
    {
        var store = await SimulatedStore.OpenAsync(world.StartProcess(), settings with { Seed = 3 });
        await store.Store.UpdateAsync(Second, static ticket => ticket with { Assignee = "ada" });
        await store.Store.UpdateAsync(Second, static ticket => ticket with { Assignee = "eve" });
        await store.DrainAsync();
        store.Process.Kill();
        world.FlushAll();
        return world;
    }

    private static string Ticket(TicketId id) =>
        $"# kept\nid: {id}\ntitle: Login {id}\nstatus: open\npriority: medium\nlabels: [bug]\ncreated_at: " +
        "'2026-01-02T03:04:05'\nupdated_at: '2026-01-02T03:04:05'\n";

    private static void NoFiles(SimulatedWorld world)
    {
    }

    private static void OnlyNamedFiles(SimulatedWorld world) => world.HasUnnamedFiles = false;

    private static Task Nothing(OperationRun run) => Task.CompletedTask;

    /// <summary>A commit whose files no flush has reached.</summary>
    private static async Task WarmUpAsync(OperationRun run)
    {
        await run.Store.UpdateAsync(Second, static ticket => ticket with { Assignee = "bob", Priority = TicketPriority.Low });
        await run.Store.UpdateAsync<Epic>(Goal.Key, static epic => epic with { Title = "A better goal" });
    }

    private static Task UpdateAsync(OperationRun run, string step, Func<Ticket, Ticket> change, TicketId? id = null) =>
        run.CommitAsync(step, async () => new(DocumentChange.Update(change((await run.Store.GetAsync(id ?? Second))!))));

    private static Task DeleteAsync(OperationRun run) =>
        run.CommitAsync("delete", async () => new(DocumentChange.Delete((await run.Store.GetAsync(Third))!)));

    private static async Task DeleteFirstAsync(OperationRun run)
    {
        await run.Store.UpdateAsync(Second, static ticket => ticket with { Labels = [] });
        await run.Store.DeleteAsync(Third);
    }

    /// <summary>Puts a deleted file back, and another as it was before it was changed.</summary>
    private static Task RestoreAsync(OperationRun run) => run.CommitAsync("restore", async () =>
    {
        var position = await run.Store.Feed.GetPositionAsync();
        var commits = await run.Store.Feed.ReadAsync(position - 2);
        var updated = commits[0].Changes.Single();
        var deleted = commits[1].Changes.Single(static change => change.Key == Third.Key).Before!;
        return new(DocumentChange.Restore(deleted), DocumentChange.Restore(updated.Before!, updated.After!.Version));
    });

    private static Task BatchAsync(OperationRun run) => run.CommitAsync("batch", async () =>
    {
        var first = (await run.Store.GetAsync(First))!;
        var goal = (await run.Store.GetAsync(Goal))!;
        return new(
            DocumentChange.Create(new Ticket { Id = TicketId.Placeholder("new"), Title = "Login twice", EpicId = Goal }),
            DocumentChange.Update(first with { EpicId = Goal, Status = TicketStatus.Closed }),
            DocumentChange.Update(goal with { TicketIds = [First, TicketId.Placeholder("new")] }),
            DocumentChange.Create(new Lease { TicketId = First, Holder = "bob", Token = 1 }), // Its folder is new, and two levels deep.
            DocumentChange.Delete((await run.Store.GetAsync(Third))!));
    });

    private static async Task GroupAsync(OperationRun run)
    {
        var first = await run.Store.GetAsync(First);
        var second = await run.Store.GetAsync(Second);

        // Those who come while the worker is busy with the first request form one group.
        var open = await run.Store.OpenAsync(CancellationToken.None);
        var gate = new Gate();
        var gated = open.Queue.EnqueueAsync(gate);
        await Task.WhenAny(gate.Entered, gated);
        var tasks = new List<Task>
        {
            run.CommitAsync("group-1", new ChangeSet(DocumentChange.Update(first! with { Status = TicketStatus.Closed }))),
            run.CommitAsync("group-2", new ChangeSet(DocumentChange.Update(second! with { Title = "Another title" }))),
            run.CommitAsync("group-3", new ChangeSet(DocumentChange.Create(new Epic { Title = "Epic of the group" }))),
        };
        gate.Open();
        try
        {
            await gated;
        }
        catch (RepoTicketsException exception)
        {
            run.Failures.Add(exception);
        }

        await Task.WhenAll(tasks);
    }

    private static async Task SequenceAsync(OperationRun run)
    {
        await UpdateAsync(run, "first", static ticket => ticket with { Priority = TicketPriority.High }, First);
        await UpdateAsync(run, "second", static ticket => ticket with { Status = TicketStatus.Closed }, First);
        await UpdateAsync(run, "third", static ticket => ticket with { Status = TicketStatus.Open, Title = "Open again" }, First);
    }

    /// <summary>Commits whose files may wait, on top of each other, beside and under others whose files may not.</summary>
    private static async Task FollowAsync(OperationRun run)
    {
        await run.CommitAsync("follow-1", async () => new(
            DocumentChange.Create(new Epic { Title = "Follows" }),
            DocumentChange.Update((await run.Store.GetAsync(Goal))! with { Priority = TicketPriority.High }))
        {
            FilesMayFollow = true,
        });
        await FollowAsync(run, "follow-2", Goal, "Written once");
        await UpdateAsync(run, "beside", static ticket => ticket with { Assignee = "zoe" });
        await run.CommitAsync(
            "over", async () => new(DocumentChange.Update((await run.Store.GetAsync(Goal))! with { Title = "In place at once" })));
        await FollowAsync(run, "follow-3", EpicId.Parse("EPIC-2"), "Waits until somebody comes");
    }

    private static Task FollowAsync(OperationRun run, string step, EpicId id, string title) => run.CommitAsync(
        step, async () => new(DocumentChange.Update((await run.Store.GetAsync(id))! with { Title = title })) { FilesMayFollow = true });

    private static async Task FollowAndCloseAsync(OperationRun run)
    {
        await FollowAsync(run, "follow", Goal, "Written at the end");
        await CloseAsync(run);
    }

    private static void PlantLongTicket(SimulatedWorld world) => world.EditFile(
        $"{SimulatedStore.Folder}/open/LONG-1.yaml",
        $"id: LONG-1\ntitle: Long\nstatus: open\npriority: medium\ndescription: {new string('x', 17_000)}\n");

    private static async Task LengthenAsync(OperationRun run)
    {
        await UpdateLongAsync(run, "low");
        await UpdateLongAsync(run, "high");
    }

    private static async Task UpdateLongAsync(OperationRun run, string priority) =>
        await run.Store.UpdateAsync(TicketId.Parse("LONG-1"), ticket => ticket with { Priority = TicketPriority.Parse(priority) });

    private static async Task RotateAsync(OperationRun run)
    {
        await UpdateAsync(run, "before", static ticket => ticket with { Title = "Still in the old segment" }, First);
        await UpdateAsync(run, "after", static ticket => ticket with { Title = "In the next segment" }, Second);
    }

    private static async Task CloseAsync(OperationRun run)
    {
        run.IsClosed = true;
        await run.Store.DisposeAsync();
    }

    private static async Task DeleteAndCloseAsync(OperationRun run)
    {
        await DeleteAsync(run);
        await CloseAsync(run);
    }

    private static Task EditOutsideAsync(OperationRun run)
    {
        run.World.EditFile($"{SimulatedStore.Folder}/open/{First}.yaml", Ticket(First).Replace("medium", "high", StringComparison.Ordinal));
        run.World.EditFile($"{SimulatedStore.Folder}/open/LOGIN-7.yaml", Ticket(TicketId.Parse("LOGIN-7")));
        run.World.DeleteFile($"{SimulatedStore.Folder}/open/{Third}.yaml");
        run.World.EditFile($"{SimulatedStore.Folder}/epics/{Goal}.yaml", $"id: {Goal}\ntitle: Their goal\nstatus: draft\n");
        run.World.EditFile($"{SimulatedStore.Folder}/epics/EPIC-7.yaml", "id: EPIC-7\ntitle: Their epic\n");
        run.World.DeleteFile($"{SimulatedStore.Folder}/epics/EPIC-2.yaml");
        return Task.CompletedTask;
    }

    /// <summary>Keeps the worker of the queue busy until it is opened.</summary>
    private sealed class Gate() : CommitRequest(CancellationToken.None)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Entered => _entered.Task;

        internal void Open() => _opened.TrySetResult();

        internal override PlannedCommit Plan(GroupState group)
        {
            _entered.TrySetResult();
            _opened.Task.Wait();
            return new(null, new Dictionary<string, Document>(), []);
        }
    }
}
