using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Importing;

public sealed class ReuseIdsTests
{
    [Theory]
    [InlineData("import")]
    [InlineData("import", "--no-atomic")]
    [InlineData("batch", "create")]
    public async Task Import_OfADeletedTicket_IsRefusedUnlessReuseIdsIsGiven(params string[] command)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        await repository.RunAsync("export", "--output", "all.json").Succeeds();
        await repository.RunAsync("delete", "LOGIN-1", "--yes").Succeeds();

        var refused = await repository.RunAsync([.. command, "all.json"]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("'--reuse-ids' takes it all the same", refused.Error, StringComparison.Ordinal);
        var json = (await repository.RunAsync([.. command, "all.json", "--format", "json"])).Json;
        Assert.Contains(
            "--reuse-ids", json.GetProperty("errors")[0].GetProperty("error").GetString(), StringComparison.Ordinal);

        await repository.RunAsync([.. command, "all.json", "--reuse-ids"]).Succeeds();
        await repository.RunAsync("show", "LOGIN-1").Succeeds();
    }
}
