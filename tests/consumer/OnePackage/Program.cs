// A console program that takes one package and no container.
using RepoTickets;
using RepoTickets.Storage;

var folder = Directory.CreateTempSubdirectory("consumer-").FullName;
try
{
    await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = folder, CreateIfMissing = true });
    var ticket = await store.CreateAsync("Login fails");
    await store.UpdateAsync(ticket.Id, static t => t with { Priority = TicketPriority.High });
    var found = await store.QueryAsync(TicketQuery.Parse("priority>=high"));
    Check(found.Tickets.Count == 1 && found.Tickets[0].Id == ticket.Id, "the ticket is found by its priority");
    Check(File.Exists(Path.Join(folder, ".tickets", "open", ticket.Id + ".yaml")), "the file is in place");
    Check((await ((IStoreMaintenance)store).VerifyAsync()).IsClean, "verify finds nothing");
    Console.WriteLine("OnePackage: ok");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Check(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Does not hold: {what}.");
    }
}
