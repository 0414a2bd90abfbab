// The first five minutes with RepoTickets: make a store, file a ticket, change it, find it again.
// Run it with `dotnet run --project samples/01-FirstTicket`; it works in a new folder under the system's temporary one.
using Microsoft.Extensions.DependencyInjection;
using RepoTickets;
using RepoTickets.Storage;

var repository = Directory.CreateTempSubdirectory("first-ticket-").FullName;

// 1. Compose. In a host this is two lines of Program.cs; the store opens itself when it is first used.
await using var services = new ServiceCollection()
    .AddRepoTickets(tickets => tickets.AddStorage(options =>
    {
        options.RepositoryPath = repository;
        options.CreateIfMissing = true;
    }))
    .BuildServiceProvider();
var store = services.GetRequiredService<ITicketStore>();

// 2. Create. When the task completes, the ticket is on the disk: it survives the process and the machine.
var ticket = await store.CreateAsync("Login fails for users with special characters", t => t with
{
    Description = "Users can't log in when the password contains a quote.",
    Priority = TicketPriority.High,
    Labels = ["bug", "backend"],
});
Console.WriteLine($"Created {ticket.Id} in {repository}");

// 3. Update. The function runs again if somebody else changes the ticket meanwhile: no change is ever lost.
ticket = await store.UpdateAsync(ticket.Id, t => t with { Status = TicketStatus.InProgress, Assignee = "alice" });
ticket = await store.UpdateAsync(ticket.Id, t => t.AddComment(
    "alice", "alice@example.org", "The escape step runs twice.", new IdentifierGenerator(), TimeProvider.System));
Console.WriteLine($"{ticket.Id} is {ticket.Status}, assigned to {ticket.Assignee}, with {ticket.Comments.Count} comment");

// 4. Several documents, all or nothing. The placeholder stands for the identifier that the store will choose.
var epicId = EpicId.Placeholder("sign-in");
var result = await store.CommitAsync(new ChangeSet(
    DocumentChange.Create(new Epic { Id = epicId, Title = "Sign-in overhaul", TicketIds = [ticket.Id] }),
    DocumentChange.Update(ticket with { EpicId = epicId })));
Console.WriteLine($"Commit {result.Position} made {result.Documents[0]!.Key} and linked it both ways");

// 5. Find. Queries are answered from memory; typed or as text, they are the same thing.
await store.CreateAsync("Export is slow", t => t with { Labels = ["performance"] });
foreach (var found in (await store.QueryAsync("is:open label:bug priority>=high")).Tickets)
{
    Console.WriteLine($"Found {found.Id}: {found.Title}");
}

foreach (var found in await store.SearchAsync("password"))
{
    Console.WriteLine($"'password' occurs in {found.Id}");
}

// 6. A stale write is refused instead of overwriting what it has not seen.
await store.UpdateAsync(ticket.Id, t => t with { Status = TicketStatus.Closed });
try
{
    await store.CommitAsync(new ChangeSet(DocumentChange.Update(ticket with { Title = "Written from an old copy" })));
}
catch (VersionConflictException exception)
{
    Console.WriteLine($"Refused, as it should be: {exception.Message}");
}

Console.WriteLine();
Console.WriteLine($"The file, readable in any editor and in `git diff` ({Path.Join(".tickets", "closed", $"{ticket.Id}.yaml")}):");
Console.WriteLine(await File.ReadAllTextAsync(Path.Join(repository, ".tickets", "closed", $"{ticket.Id}.yaml")));
