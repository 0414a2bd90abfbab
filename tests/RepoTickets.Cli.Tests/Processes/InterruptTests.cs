using System.Diagnostics;
using System.Text;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Processes;

/// <summary>Ctrl-C at different moments of commands that write much: what is one change is there or not, and the store is whole.</summary>
public sealed class InterruptTests
{
    private const int Tickets = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public async Task Batch_Interrupted_IsThereWhollyOrNotAtAll(int filesBefore)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var file = new StringBuilder("[");
        for (var i = 0; i < Tickets; i++)
        {
            file.Append(i == 0 ? "" : ",").Append("{\"title\":\"Ticket in a batch\"}");
        }

        var path = repository.Write("many.json", file.Append(']').ToString());
        using var batch = TicketsProcess.Start(repository.Folder, "batch", "create", path);
        await UntilAsync(
            () => batch.HasExited ||
                Directory.EnumerateFiles(Path.Join(repository.Tickets, "open")).Take(filesBefore).Count() == filesBefore);
        batch.Interrupt();
        var result = await batch.EndAsync();

        var count = (await repository.RunAsync("stats", "--format", "json").Succeeds()).Json.GetProperty("total").GetInt32();
        Assert.True(count is 0 or Tickets, $"{count} tickets are there.");
        if (result.ExitCode == ExitCodes.Success)
        {
            Assert.Equal(Tickets, count);
        }

        Assert.Equal(
            "",
            string.Join(
                ", ", (await repository.RunAsync("verify", "--format", "json")).Json.GetProperty("items").EnumerateArray().Where(
                    static finding => finding.GetProperty("severity").GetString() == "error")));
        await repository.RunAsync("create", "Goes on").Succeeds();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public async Task Import_Interrupted_IsThereWhollyOrNotAtAll(int filesBefore)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var issues = string.Join(
            ',', Enumerable.Range(1, Tickets).Select(static number => $"{{\"number\":{number},\"title\":\"Issue {number}\"}}"));
        var path = repository.Write("issues.json", $"[{issues}]");
        using var import = TicketsProcess.Start(repository.Folder, "import", "--from", "github-json", path);
        await UntilAsync(() => import.HasExited || (filesBefore == 0 ? import.HasHandlers : FilesOf(repository) >= filesBefore));
        import.Interrupt();
        var result = await import.EndAsync();
        Assert.True(result.ExitCode is ExitCodes.Success or ExitCodes.Cancelled, $"{result.ExitCode}: {result.Error}");
        var count = await CountAsync(repository);
        Assert.True(count is 0 or Tickets, $"{count} tickets are there.");
        await CheckWholeAsync(repository);

        // What is there now is left out, so the same import again completes it.
        await repository.RunAsync("import", "--from", "github-json", path).Succeeds();
        Assert.Equal(Tickets, await CountAsync(repository) - 1);
    }

    /// <summary>Also one that does not wait for anything before it has read all tickets.</summary>
    [Theory]
    [InlineData("export", "--output", "all.json")]
    [InlineData("metrics")]
    [InlineData("verify")]
    [InlineData("repair")]
    [InlineData("rebuild-index")]
    public async Task CommandOverAllTickets_Interrupted_SaysSoAndLeavesTheStoreWhole(params string[] command)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var issues = string.Join(',', Enumerable.Repeat("{\"title\":\"Ticket\"}", Tickets));
        await repository.RunAsync("import", repository.Write("many.json", $"[{issues}]")).Succeeds();
        using var run = TicketsProcess.Start(repository.Folder, command);
        await UntilAsync(() => run.HasExited || run.IsAtWork);
        run.Interrupt();
        var result = await run.EndAsync();

        if (result.ExitCode != ExitCodes.Success)
        {
            result.Answers(ExitCodes.Cancelled);
            Assert.Contains("cancelled", result.Error, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFiles(repository.Folder, "*.partial"));
        Assert.Equal(Tickets, await CountAsync(repository));
        await CheckWholeAsync(repository);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Triage_InterruptedWhileItFiles_FilesEveryFaultOnceWhenRunAgain(int filesBefore)
    {
        const int Faults = 200;
        using var repository = await TestRepository.WithStoreAsync();
        var log = string.Concat(Enumerable.Range(0, Faults).Select(static number =>
            $"2026-03-04T08:00:00Z ERROR [a] shop.Part{(char)('A' + (number % 26))}{(char)('A' + (number / 26))} - Cannot " +
            $"open the {(char)('a' + (number % 26))}{(char)('a' + (number / 26))} ledger\n"));
        string[] command = ["triage", repository.Write("app.log", log), "--real", "--max-tickets", "1000"];
        using var triage = TicketsProcess.Start(repository.Folder, command);
        await UntilAsync(() => triage.HasExited || (filesBefore == 0 ? triage.HasHandlers : FilesOf(repository) >= filesBefore));
        triage.Interrupt();
        await triage.EndAsync();
        await repository.RunAsync("verify").Succeeds();

        await repository.RunAsync(command).Succeeds();
        var items = (await repository.RunAsync("export").Succeeds()).Json.EnumerateArray().ToList();
        var groups = items.SelectMany(static item => item.GetProperty("labels").EnumerateArray().Select(static label => label.GetString()!))
            .Where(static label => label.StartsWith("loggroup-", StringComparison.Ordinal)).ToList();
        Assert.True(items.Count > 0, "Nothing was filed.");
        Assert.Equal(items.Count, groups.Distinct().Count());
        await repository.RunAsync(command).Succeeds();
        Assert.Equal(items.Count, await CountAsync(repository));
        await CheckWholeAsync(repository);
    }

    [Fact]
    public async Task WorkflowRun_InterruptedWhileOthersDecide_LosesNoStep()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("workflow", "define", repository.Write("ship.yaml", WorkflowTexts.ShipIt)).Succeeds();
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add(
                (await repository.RunAsync("workflow", "start", "ship-it", "-p", $"version={number}", "--format", "json").Succeeds()).Json
                    .GetProperty("id")
                    .GetString()!);
        }

        using var run = TicketsProcess.Start(repository.Folder, "workflow", "run", "--follow");
        await run.FirstErrorLine;
        foreach (var id in ids)
        {
            await repository.RunAsync("workflow", "approve", id, "ask", "--by", "ann").Succeeds();
            await repository.RunAsync("workflow", "signal", id, "shipped").Succeeds();
            if (id == ids[2])
            {
                run.Interrupt();
            }
        }

        await run.EndAsync();
        await repository.RunAsync("workflow", "run").Succeeds();
        Assert.Equal(
            5, (await repository.RunAsync("workflow", "list", "--status", "completed", "--format", "json").Succeeds()).Ids.Count());
        await CheckWholeAsync(repository);
    }

    [Fact]
    public async Task Batch_InterruptedWhileItReadsItsInput_DoesNothing()
    {
        using var repository = await TestRepository.WithStoreAsync();
        using var batch = TicketsProcess.Start(repository.Folder, "batch", "create", "-");
        await UntilAsync(() => batch.HasHandlers);
        batch.Interrupt();
        (await batch.EndAsync()).Answers(ExitCodes.Cancelled);
        Assert.Empty((await repository.RunAsync("list", "--format", "json").Succeeds()).Ids);
    }

    [Fact]
    public async Task Triage_InterruptedWhileItWaitsForItsInput_EndsAtOnce()
    {
        using var repository = await TestRepository.WithStoreAsync();
        using var triage = TicketsProcess.Start(repository.Folder, "triage", "-", "--format", "json");
        await UntilAsync(() => triage.IsAtWork);
        var since = Stopwatch.StartNew();
        triage.Interrupt();
        (await triage.EndAsync()).Answers(ExitCodes.Cancelled);
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(25), "It waited for its input.");
    }

    /// <summary>Also by two signals at once: <c>timeout</c> signals a process and then its group, within microseconds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WorkflowRun_Interrupted_TellsHowFarItIs(int times)
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("workflow", "define", repository.Write("ship.yaml", WorkflowTexts.ShipIt)).Succeeds();
        await repository.RunAsync("workflow", "start", "ship-it", "-p", "version=1").Succeeds();
        using var run = TicketsProcess.Start(repository.Folder, "workflow", "run", "--follow", "--format", "json");
        await run.FirstErrorLine;
        for (var i = 0; i < times; i++)
        {
            run.Interrupt();
        }

        var told = (await run.EndAsync()).Answers(ExitCodes.Success).Json.GetProperty("items")[0];
        Assert.Equal("running", told.GetProperty("status").GetString());
    }

    private static int FilesOf(TestRepository repository) => Directory.EnumerateFiles(Path.Join(repository.Tickets, "open")).Count();

    private static async Task<int> CountAsync(TestRepository repository) =>
        (await repository.RunAsync("stats", "--format", "json").Succeeds()).Json.GetProperty("total").GetInt32();

    /// <summary>Nothing is wrong with any file, and the store goes on.</summary>
    private static async Task CheckWholeAsync(TestRepository repository)
    {
        await repository.RunAsync("verify").Succeeds();
        await repository.RunAsync("create", "Goes on").Succeeds();
    }

    private static Task UntilAsync(Func<bool> holds) => Deadline.UntilAsync(holds, "what the test waits for", Patience);
}
