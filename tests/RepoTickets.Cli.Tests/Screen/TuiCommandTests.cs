using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Input;

namespace RepoTickets.Cli.Tests.Screen;

/// <summary>The command on a real store, with a terminal that is not one.</summary>
public sealed class TuiCommandTests : IDisposable
{
    private readonly TestRepository _repository = new();
    private readonly FakeDevice _device = new();

    [Fact]
    public async Task Tui_ByKeys_CreatesCommentsJournalsAndTracksTime()
    {
        await _repository.RunAsync("init").Succeeds();
        var run = RunAsync();
        await _device.UntilShownAsync("No tickets found.");
        await _device.TypeAsync("nHello there");
        await _device.PressAsync(KeyKind.Save);
        await _device.UntilShownAsync("Created HELLO-1.");
        await _device.PressAsync(KeyKind.Enter);
        await _device.UntilShownAsync("Ticket: HELLO-1");
        await _device.TypeAsync("cA comment");
        await _device.PressAsync(KeyKind.Save);
        await _device.UntilShownAsync("Added a comment");
        await _device.TypeAsync("jDone");
        await _device.PressAsync(KeyKind.Save);
        await _device.UntilShownAsync("Added a progress entry");
        await _device.TypeAsync("ta30");
        await _device.PressAsync(KeyKind.Enter);
        await _device.UntilShownAsync("Added 30 minutes");
        await _device.TypeAsync("tx");
        await _device.PressAsync(KeyKind.Enter);
        await _device.UntilShownAsync("No session runs");
        await _device.PressAsync(KeyKind.Escape);
        await _device.PressAsync(KeyKind.Escape);
        await _device.TypeAsync("m");
        await _device.UntilShownAsync("Logged: 0.5h");
        await _device.TypeAsync("q");
        Assert.Equal(ExitCodes.Success, await run);
        Assert.True(_device.IsDisposed);

        var item = (await _repository.RunAsync("show", "HELLO-1", "--format", "json").Succeeds()).Json.GetProperty("item");
        Assert.Equal("A comment", item.GetProperty("comments")[0].GetProperty("content").GetString());
        Assert.Equal("Done", item.GetProperty("journal_entries")[0].GetProperty("content").GetString());
        var events = (await _repository.RunAsync("events", "history", "--format", "json")
            .Succeeds()).Json.GetProperty("items").EnumerateArray()
            .Select(static made => made.GetProperty("type").GetString()).ToList();
        Assert.Contains("ticket.created", events);
        Assert.Contains("ticket.commented", events);
    }

    [Fact]
    public async Task Tui_WhileOthersChange_ShowsItAndDoesNotWriteOverIt()
    {
        await _repository.RunAsync("init").Succeeds();
        await _repository.RunAsync("create", "Shared").Succeeds();
        var run = RunAsync();
        await _device.UntilShownAsync("SHARED-1");
        await _repository.RunAsync("create", "Another").Succeeds();
        await _device.UntilShownAsync("ANOTHER-1");
        await _device.PressAsync(KeyKind.End);
        await _device.PressAsync(KeyKind.Enter);
        await _device.UntilShownAsync("Ticket: SHARED-1");
        await _device.TypeAsync("e mine");
        await _repository.RunAsync("update", "SHARED-1", "-t", "Theirs").Succeeds();
        await _device.UntilShownAsync("by somebody else");
        await _device.PressAsync(KeyKind.Save);
        await _device.UntilShownAsync("Nothing was written");
        Assert.Equal("Theirs", await TitleAsync());
        await _device.PressAsync(KeyKind.Swap);
        await _device.PressAsync(KeyKind.Save);
        await _device.UntilShownAsync("Saved SHARED-1.");
        Assert.Equal("Shared mine", await TitleAsync());
        await _device.InterruptAsync();
        Assert.Equal(ExitCodes.Cancelled, await run);
        Assert.True(_device.IsDisposed);
    }

    [Fact]
    public async Task Search_OfAQueryThatIsNotComplete_SaysSoAndGoesOn()
    {
        await _repository.RunAsync("init").Succeeds();
        await _repository.RunAsync("create", "Login fails", "-l", "bug").Succeeds();
        await _repository.RunAsync("create", "Other").Succeeds();
        var run = RunAsync();
        await _device.UntilShownAsync("OTHER-1");
        await _device.TypeAsync("/gin fai");
        await _device.UntilShownAsync("1 of 1");
        await _device.PressAsync(KeyKind.ClearSearch);
        await _device.TypeAsync("label:");
        await _device.UntilShownAsync("label:");
        await _device.TypeAsync("bug priority");
        await _device.TypeAsync(">=medium");
        await _device.UntilShownAsync(">=medium");
        await _device.InterruptAsync();
        Assert.Equal(ExitCodes.Cancelled, await run);
    }

    [Fact]
    public async Task Tui_WithoutATerminal_SaysWhatToUseInstead()
    {
        await _repository.RunAsync("init").Succeeds();
        var answer = await _repository.RunAsync("tui").Answers(ExitCodes.Usage);
        Assert.Contains("tickets list", answer.Error, StringComparison.Ordinal);
        Assert.Equal("", answer.Output);
    }

    [Theory]
    [InlineData(true, "It opens in the browser.")]
    [InlineData(false, "Open it in a browser.")]
    public async Task Report_ByItsKey_IsWrittenShownAndNamed(bool hasBrowser, string said)
    {
        await _repository.RunAsync("init").Succeeds();
        await _repository.RunAsync("create", "In the report").Succeeds();
        string? opened = null;
        var run = RunAsync(path =>
        {
            opened = path;
            return hasBrowser;
        });
        await _device.UntilShownAsync("IN-1");
        await _device.TypeAsync("g");
        await _device.UntilShownAsync(said);
        await _device.TypeAsync("q");
        Assert.Equal(ExitCodes.Success, await run);
        Assert.Equal(Path.Join(_repository.Folder, "ticket_report.html"), opened);
        Assert.Contains("In the report", await File.ReadAllTextAsync(opened!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tui_WithoutAStore_SaysSoBeforeTheScreenIsTaken()
    {
        Assert.Equal(ExitCodes.NotFound, await RunAsync());
        Assert.False(_device.IsDisposed);
    }

    [Fact]
    public async Task List_OfAThousand_GoesToItsEnd()
    {
        await _repository.RunAsync("init").Succeeds();
        for (var number = 1; number <= 1_000; number++)
        {
            await File.WriteAllTextAsync(
                Path.Join(_repository.Tickets, "open", $"T-{number}.yaml"),
                $"id: T-{number}\ntitle: Ticket number {number}\nstatus: open\npriority: high\ncreated_at: " +
                "'2026-01-02T03:04:05'\nupdated_at: '2026-01-02T03:04:05'\n");
        }

        var run = RunAsync();
        await _device.UntilShownAsync("1 of 1000");
        await _device.PressAsync(KeyKind.End);
        await _device.UntilShownAsync("1000 of 1000");
        await _device.TypeAsync("q");
        Assert.Equal(ExitCodes.Success, await run);
    }

    public void Dispose() => _repository.Dispose();

    private Task<int> RunAsync(Func<string, bool>? openPage = null) => CommandLineProgram.RunAsync(["tui"], new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        CurrentFolder = _repository.Folder,
        OpenScreen = () => _device,
        OpenPage = openPage,
    });

    private async Task<string?> TitleAsync() =>
        (await _repository.RunAsync("show", "SHARED-1", "--format", "json").Succeeds()).Json
            .GetProperty("item")
            .GetProperty("title")
            .GetString();
}
