using System.Globalization;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Reports.Readme;
using RepoTickets.Storage;

namespace RepoTickets.Cli.Tests.Reports;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private TimeProvider _time = new FakeTime(TestSource.Now);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Report_StoreWithATicket_WritesTheSamePageEachTime()
    {
        await Make();
        Assert.Equal(ExitCodes.Success, await Run("report"));
        var first = await File.ReadAllTextAsync(Path.Join(_folder.Path, "ticket_report.html"));
        Assert.Contains("First ticket", first, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, await Run("report", "--output", "-"));
        Assert.EndsWith(first, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ClosedThroughTheStore_IsFinishedAtTheCommitAndNotAtALaterComment()
    {
        // The store tells the time of commits by the clock of the machine, so comments must, too.
        _time = TimeProvider.System;
        await Make();
        await Run("close", "FIRST-1");
        await Run("comment", "FIRST-1", "Well done.");
        Assert.Equal(ExitCodes.Success, await Run("report"));
        var page = await File.ReadAllTextAsync(Path.Join(_folder.Path, "ticket_report.html"));

        // Newest first: the comment, then the end.
        var commented = page.IndexOf("<li class=\"t-commented\">", StringComparison.Ordinal);
        Assert.InRange(commented, 0, page.IndexOf("<li class=\"t-closed\">", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nowhere/report.html", ExitCodes.NotFound)]
    [InlineData(".", ExitCodes.Usage)]
    public async Task Report_OutputThatCannotBe_SaysSoAndWritesNothing(string path, int code)
    {
        await Make();
        Assert.Equal(code, await Run("report", "-o", path));
        Assert.Contains("--output", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("6")]
    [InlineData("366")]
    public async Task Report_DaysOutOfRange_IsRefused(string days)
    {
        await Make();
        Assert.Equal(ExitCodes.Usage, await Run("report", "--days", days));
    }

    [Fact]
    public async Task Status_UpdateReadmeAndReport_WritesBothOnceAndKeepsJsonAlone()
    {
        await Make();
        await File.WriteAllTextAsync(Path.Join(_folder.Path, "README.md"), "# Mine\n");
        Assert.Equal(ExitCodes.Success, await Run("status", "--update-readme", "--generate-report", "--format", "json"));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal(1, json.RootElement.GetProperty("total_tickets").GetInt32());
        var readme = await File.ReadAllTextAsync(Path.Join(_folder.Path, "README.md"));
        Assert.StartsWith($"# Mine\n\n{StatusSection.Heading}\n", readme, StringComparison.Ordinal);
        Assert.Contains("| Tickets | 1 |", await File.ReadAllTextAsync(Path.Join(_folder.Path, "STATUS.md")), StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Success, await Run("status", "--update-readme", "--generate-report"));
        Assert.Equal(2, _error.ToString().Split("Already up to date").Length - 1);
        Assert.Equal(readme, await File.ReadAllTextAsync(Path.Join(_folder.Path, "README.md")));
    }

    [Fact]
    public async Task Status_BrokenMarks_LeavesTheReadmeAndAnswersConflict()
    {
        await Make();
        await File.WriteAllTextAsync(Path.Join(_folder.Path, "README.md"), StatusSection.Heading + "\nmine\n");
        Assert.Equal(ExitCodes.Conflict, await Run("status", "--update-readme"));
        Assert.Equal(StatusSection.Heading + "\nmine\n", await File.ReadAllTextAsync(Path.Join(_folder.Path, "README.md")));
    }

    private async Task Make()
    {
        TicketStore.Initialize(_folder.Path);
        Assert.Equal(ExitCodes.Success, await Run("create", "First ticket"));
        _output.GetStringBuilder().Clear();
    }

    private Task<int> Run(params string[] arguments) => CommandLineProgram.RunAsync(
        arguments,
        new() { Output = _output, Error = _error, CurrentFolder = _folder.Path, Time = _time });
}
