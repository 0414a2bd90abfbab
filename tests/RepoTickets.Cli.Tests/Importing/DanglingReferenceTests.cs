using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Importing;

public sealed class DanglingReferenceTests
{
    [Fact]
    public async Task Import_OfTicketsWhoseEpicIsNotHere_NamesIt()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var file = repository.Write("tickets.json", """[{"id": "LOGIN-1", "title": "Login", "epic_id": "CORE-1"}]""");
        var text = await repository.RunAsync("import", file, "--dry-run").Succeeds();
        Assert.Contains("Epic CORE-1 (epic_id of LOGIN-1)", text.Error, StringComparison.Ordinal);
        var json = (await repository.RunAsync("import", file, "--format", "json").Succeeds()).Json.GetProperty("dangling_references")[0];
        Assert.Equal(
            ("LOGIN-1", "epic_id", "epic", "CORE-1"),
            (json.GetProperty("ticket_id").GetString(), json.GetProperty("field").GetString(), json.GetProperty("document").GetString(), json.GetProperty("id").GetString()));
    }
}
