using System.Text.Json;
using RepoTickets.Cli.Tests.Support;

namespace RepoTickets.Cli.Tests.Processes;

public sealed class TwoProcessTests
{
    [Fact]
    public async Task Watch_WhileAnotherProcessChanges_ShowsWhatItDid()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "One").Succeeds();
        using var watch = TicketsProcess.Start(repository.Folder, "watch", "--limit", "3", "--format", "jsonl");
        await watch.FirstErrorLine;
        using (var close = TicketsProcess.Start(repository.Folder, "close", "ONE-1"))
        {
            (await close.EndAsync()).Answers(0);
        }

        using (var create = TicketsProcess.Start(repository.Folder, "create", "Two"))
        {
            (await create.EndAsync()).Answers(0);
        }

        var seen = (await watch.EndAsync()).Answers(0).Output.TrimEnd('\n').Split('\n')
            .Select(static line => JsonDocument.Parse(line).RootElement)
            .Select(static made => $"{made.GetProperty("type").GetString()} {made.GetProperty("subject").GetProperty("id").GetString()}");
        Assert.Equal(["ticket.closed ONE-1", "ticket.updated ONE-1", "ticket.created TWO-1"], seen);
        var history = (await repository.RunAsync("events", "history", "--format", "json").Succeeds()).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(
            ["ticket.created", "ticket.updated", "ticket.closed", "ticket.created"], history.Select(static made => made.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Watch_Interrupted_EndsWithSuccess()
    {
        using var repository = await TestRepository.WithStoreAsync();
        using var watch = TicketsProcess.Start(repository.Folder, "watch");
        await watch.FirstErrorLine;
        watch.Interrupt();
        (await watch.EndAsync()).Answers(0);
    }

    [Fact]
    public async Task Create_InManyProcessesAtOnce_MakesEachTicketOnce()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var processes = Enumerable.Range(0, 4).Select(_ => TicketsProcess.Start(repository.Folder, "create", "Same title")).ToList();
        foreach (var process in processes)
        {
            (await process.EndAsync()).Answers(0);
            process.Dispose();
        }

        Assert.Equal(["SAME-1", "SAME-2", "SAME-3", "SAME-4"], (await repository.RunAsync("list", "--format", "json").Succeeds()).Ids.Order());
        Assert.Equal(4, (await repository.RunAsync("events", "history", "--type", "ticket.created", "--format", "json").Succeeds()).Json.GetProperty("count").GetInt32());
    }
}
