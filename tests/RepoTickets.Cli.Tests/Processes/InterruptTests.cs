using System.Diagnostics;
using System.Text;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Processes;

/// <summary>Ctrl-C at different moments of a batch: all of it is there or nothing, and the store is whole.</summary>
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
        await UntilAsync(() => batch.HasExited || Directory.EnumerateFiles(Path.Join(repository.Tickets, "open")).Take(filesBefore).Count() == filesBefore);
        batch.Interrupt();
        var result = await batch.EndAsync();

        var count = (await repository.RunAsync("stats", "--format", "json").Succeeds()).Json.GetProperty("total").GetInt32();
        Assert.True(count is 0 or Tickets, $"{count} tickets are there.");
        if (result.ExitCode == ExitCodes.Success)
        {
            Assert.Equal(Tickets, count);
        }

        Assert.Equal("", string.Join(", ", (await repository.RunAsync("verify", "--format", "json")).Json.GetProperty("items").EnumerateArray().Where(static finding => finding.GetProperty("severity").GetString() == "error")));
        await repository.RunAsync("create", "Goes on").Succeeds();
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
        await UntilAsync(() => triage.HasHandlers);
        var since = Stopwatch.StartNew();
        triage.Interrupt();
        (await triage.EndAsync()).Answers(ExitCodes.Cancelled);
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(25), "It was ended by the time-out of the process.");
    }

    [Fact]
    public async Task WorkflowRun_Interrupted_TellsHowFarItIs()
    {
        using var repository = await TestRepository.WithStoreAsync();
        await repository.RunAsync("workflow", "define", repository.Write("ship.yaml", WorkflowTexts.ShipIt)).Succeeds();
        await repository.RunAsync("workflow", "start", "ship-it", "-p", "version=1").Succeeds();
        using var run = TicketsProcess.Start(repository.Folder, "workflow", "run", "--follow", "--format", "json");
        await run.FirstErrorLine;
        run.Interrupt();
        var told = (await run.EndAsync()).Answers(ExitCodes.Success).Json.GetProperty("items")[0];
        Assert.Equal("running", told.GetProperty("status").GetString());
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var since = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(since.Elapsed < Patience, "What the test waits for did not happen.");
            await Task.Delay(5);
        }
    }
}
