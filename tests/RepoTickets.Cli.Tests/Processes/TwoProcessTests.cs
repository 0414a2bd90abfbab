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
        var history = (await repository.RunAsync("events", "history", "--format", "json").Succeeds()).Json
            .GetProperty("items")
            .EnumerateArray();
        Assert.Equal(
            ["ticket.created", "ticket.updated", "ticket.closed", "ticket.created"],
            history.Select(static made => made.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Watch_WhileManyKindsOfCommandsChange_MissesNothingAndInventsNothing()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("create", "First").Succeeds();
        using var watch = TicketsProcess.Start(repository.Folder, "watch", "--type", "ticket.*", "--format", "jsonl");
        await watch.FirstErrorLine;
        var file = repository.Write("batch.json", """[{"id":"A-1","title":"a"},{"id":"A-2","title":"b"}]""");
        string[][] commands =
        [
            ["batch", "create", file], ["comment", "A-1", "Hello"], ["delete", "A-2", "--yes"], ["undo"],
            ["import", "--from", "github-json", repository.Write("issues.json", """[{"number":1,"title":"x"}]""")],
            ["batch", "delete", "A-*", "--yes"], ["undo"],
        ];
        foreach (var command in commands)
        {
            using var process = TicketsProcess.Start(repository.Folder, command);
            (await process.EndAsync()).Answers(0);
        }

        // An editor is no command; the watcher sees it itself.
        var path = Path.Join(repository.Tickets, "open", "FIRST-1.yaml");
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path)).Replace("title: First", "title: By hand", StringComparison.Ordinal));
        await repository.RunAsync("show", "FIRST-1").Succeeds();
        using (var last = TicketsProcess.Start(repository.Folder, "close", "FIRST-1"))
        {
            (await last.EndAsync()).Answers(0);
        }

        await watch.UntilOutputAsync("ticket.closed");
        watch.Interrupt();
        var seen = Types(
            (await watch.EndAsync())
                .Answers(0).Output
                .TrimEnd('\n')
                .Split('\n')
                .Select(static line => JsonDocument.Parse(line).RootElement));
        var history = Types(
            (await repository.RunAsync("events", "history", "--type", "ticket.*", "--limit", "1000", "--format", "json").Succeeds()).Json
                .GetProperty("items")
                .EnumerateArray());

        // The watcher began after the first ticket was made.
        history.Remove("ticket.created FIRST-1");
        Assert.Equal(history.Order(), seen.Where(line => history.Contains(line)).Order());
        Assert.Equal(
            [
                "ticket.created A-1", "ticket.created A-1", "ticket.created A-2", "ticket.created A-2", "ticket.created A-2",
                "ticket.created GH-1",
            ],
            seen.Where(static line => line.StartsWith("ticket.created ", StringComparison.Ordinal)).Order());
        Assert.Equal(3, seen.Count(static line => line.StartsWith("ticket.deleted ", StringComparison.Ordinal)));
        Assert.Contains("ticket.updated FIRST-1", seen);
        await repository.RunAsync("verify").Succeeds();
    }

    private static List<string> Types(IEnumerable<JsonElement> events) =>

        [
            .. events.Select(
                static made => $"{made.GetProperty("type").GetString()} {made.GetProperty("subject").GetProperty("id").GetString()}"),
        ];

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

        Assert.Equal(
            ["SAME-1", "SAME-2", "SAME-3", "SAME-4"], (await repository.RunAsync("list", "--format", "json").Succeeds()).Ids.Order());
        Assert.Equal(
            4, (await repository.RunAsync("events", "history", "--type", "ticket.created", "--format", "json").Succeeds()).Json
                .GetProperty("count")
                .GetInt32());
    }
}
