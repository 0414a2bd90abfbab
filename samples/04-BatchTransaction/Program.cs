// Many changes at once: as a transaction, as a dry run, with somebody in the way, as best effort, and from a file.
// Run it with `dotnet run --project samples/04-BatchTransaction`; it works in a new folder under the system's temporary one.
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RepoTickets;
using RepoTickets.Batch;

var repository = Directory.CreateTempSubdirectory("batch-transaction-").FullName;
await using var services = new ServiceCollection()
    .AddRepoTickets(tickets => tickets
        .AddStorage(options =>
        {
            options.RepositoryPath = repository;
            options.CreateIfMissing = true;
        })
        .AddBatch())
    .BuildServiceProvider();
var store = services.GetRequiredService<ITicketStore>();
var executor = services.GetRequiredService<IBatchExecutor>();
var old = await store.CreateAsync("Old login form");

// 1. A transaction. Placeholders stand for identifiers that the store will choose; the order of the operations does not matter for them.
var (release, login) = (EpicId.Placeholder("release"), TicketId.Placeholder("login"));
var transaction = new TicketBatch()
    .Create(new Ticket { Title = "Deploy", EpicId = release, BlockedBy = [login] })
    .Create(new Ticket { Id = login, Title = "Login with passkeys", EpicId = release })
    .Create(new Epic { Id = release, Title = "Release 2", TicketIds = [login] })
    .Update(old.Id, ticket => ticket with { Status = TicketStatus.Closed, RelatedTo = [login] })
    .Custom("announce", _ => Say("  announced in the chat"), () => Say("  announcement withdrawn"));

var preview = await executor.ExecuteAsync(new TicketBatch(transaction.Operations).DryRun());
Console.WriteLine($"Dry run: {string.Join(", ", preview.Items.Select(item => $"{item.Kind} {item.Status}"))}; nothing was written");

var result = await executor.ExecuteAsync(transaction);
Console.WriteLine(
    $"{result.Outcome} in commit {result.Positions[0]}: created {string.Join(", ", result.Created)}; updated " +
    $"{string.Join(", ", result.Updated)}");
Console.WriteLine($"The placeholder became {result.IdOf(login)}");

// 2. All or nothing. Everything that is wrong is told at once, and what custom operations did is undone.
var refused = await executor.ExecuteAsync(new TicketBatch()
    .Update(old.Id, TicketPatch.Parse("""{"status": "done", "story_points": -1}"""))
    .Delete(TicketId.Parse("NOWHERE-1")));
Console.WriteLine($"{refused.Outcome}:\n  {string.Join("\n  ", refused.Errors)}");

var rolledBack = await executor.ExecuteAsync(new TicketBatch()
    .Create(new Ticket { Title = "Never seen" })
    .Custom("announce", _ => Say("  announced in the chat"), () => Say("  announcement withdrawn"))
    .Custom("reserve", _ => throw new InvalidOperationException("No machine is free.")));
Console.WriteLine($"{rolledBack.Outcome}: {rolledBack.Errors[0]}; tickets in the store: {(await store.GetStatisticsAsync()).Total}");

// 3. Somebody changed the ticket since it was read: merged field by field, because the two changed different ones.
var read = (await store.GetAsync(old.Id))!;
await store.UpdateAsync(old.Id, ticket => ticket with { Assignee = "alice" });
var merged = await executor.ExecuteAsync(
    new TicketBatch().Update(read, read with { Priority = TicketPriority.Low }).OnConflict(ConflictPolicy.Merge));
var after = (await store.GetAsync(old.Id))!;
Console.WriteLine($"{merged.Outcome} after a merge: assigned to {after.Assignee}, priority {after.Priority}");

// 4. A file, as best effort: what is right is imported, what is wrong is named with line and column.
var files = services.GetRequiredService<ITicketFiles>();
var lines = """
    {"title": "Import one", "labels": ["imported"]}
    {"title": "Import two", "priority": "sometimes"}
    {"title": "Import three", "labels": ["imported"], "colour": "red"}
    """;
using (var source = new MemoryStream(Encoding.UTF8.GetBytes(lines)))
{
    var imported = await files.ImportAsync(source, ImportFormat.CreateLines, new() { Mode = BatchMode.BestEffort });
    Console.WriteLine($"{imported.Outcome}: imported {string.Join(", ", imported.CreatedIds)}");
    foreach (var error in imported.Errors)
    {
        Console.WriteLine($"  {(error.Reason.Length > 60 ? error with { Reason = error.Reason[..60] + "…" } : error)}");
    }
}

// 5. And out again.
using var csv = new MemoryStream();
await files.ExportAsync(new TicketQuery { Order = TicketOrder.Identifier }, ExportFormat.Csv, csv);
Console.WriteLine(Encoding.UTF8.GetString(csv.ToArray()));

static ValueTask Say(string text)
{
    Console.WriteLine(text);
    return ValueTask.CompletedTask;
}
