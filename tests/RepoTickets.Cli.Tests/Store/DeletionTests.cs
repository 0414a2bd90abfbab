using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Store;

public sealed class DeletionTests
{
    [Fact]
    public async Task Delete_OfATicketWithTasks_SaysWhatToEndAndThenTakesThemAlong()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "Login").Succeeds();
        await repository.RunAsync("agent", "create", "Bot", "--capability", "code=0.9", "--task-type", "code").Succeeds();
        var assigned = await repository.RunAsync("agent", "assign", "LOGIN-1", "AGENT-BOT", "code", "Fix it", "--format", "json").Succeeds();
        var task = assigned.Json.GetProperty("id").GetString()!;

        var error = (await repository.RunAsync("delete", "LOGIN-1", "--yes", "--clean").Answers(ExitCodes.Conflict)).Error;
        Assert.Contains(task, error, StringComparison.Ordinal);
        Assert.Contains("'tickets agent fail'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("give '--clean'", error, StringComparison.Ordinal);

        await repository.RunAsync("agent", "fail", task, "Not needed any more").Succeeds();
        error = (await repository.RunAsync("delete", "LOGIN-1", "--yes").Answers(ExitCodes.Conflict)).Error;
        Assert.Contains("give '--clean'", error, StringComparison.Ordinal);
        await repository.RunAsync("delete", "LOGIN-1", "--yes", "--clean").Succeeds();
        Assert.Empty((await repository.RunAsync("agent", "tasks", "--format", "json").Succeeds()).Ids);
        await repository.RunAsync("verify").Succeeds();

        await repository.RunAsync("undo", "--yes").Succeeds();
        await repository.RunAsync("show", "LOGIN-1").Succeeds();
        Assert.Equal([task], (await repository.RunAsync("agent", "tasks", "--format", "json").Succeeds()).Ids);
    }
}
