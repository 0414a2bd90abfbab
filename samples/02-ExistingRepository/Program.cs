// Opens a repository that has tickets already, such as one that the Python package repo-tickets wrote, and shows what is there.
// Run it with `dotnet run --project samples/02-ExistingRepository -- PATH`. It only reads: nothing in the folder changes.
using RepoTickets;
using RepoTickets.Samples.ExistingRepository;
using RepoTickets.Storage;

if (args is not [var path])
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/02-ExistingRepository -- PATH-OF-A-REPOSITORY-WITH-.tickets");
    return 2;
}

try
{
    await using var store = await TicketStore.OpenAsync(new StorageOptions { RepositoryPath = path, ReadOnly = true });
    await Overview.ShowTicketsAsync(store);
    await Overview.ShowSearchAsync(store, "login");
    await Overview.ShowEpicsAsync(store);
    await Overview.ShowCacheAsync(store);
    return await Overview.ShowVerificationAsync(store) ? 0 : 1;
}
catch (RepoTicketsException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
