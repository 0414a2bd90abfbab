namespace RepoTickets.Mcp.Tests.Support;

/// <summary>A ticket that carries the label <c>bug</c>, and one that does not.</summary>
internal static class HiddenAndSeen
{
    internal static async Task FillAsync(TestRepository repository)
    {
        await repository.AddAsync("Seen", static t => t with { Labels = ["bug"] });
        await repository.AddAsync(
            "Hidden", static t => t with { Labels = ["secret"], Description = "A secret", Priority = TicketPriority.Critical });
    }

    internal static async Task<TestRepository> CreateAsync()
    {
        var repository = await TestRepository.CreateAsync();
        await FillAsync(repository);
        return repository;
    }
}
