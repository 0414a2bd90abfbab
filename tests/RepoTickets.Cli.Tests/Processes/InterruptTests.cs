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
