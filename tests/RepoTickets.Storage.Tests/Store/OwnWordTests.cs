namespace RepoTickets.Storage.Tests.Store;

/// <summary>Statuses and priorities that a repository has added.</summary>
public sealed class OwnWordTests
{
    [Fact]
    public async Task Verify_TicketsWithWordsOfTheRepository_SaysOnceThatThePythonPackageCannotLoadThem()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.SkipPythonContract("this is what the finding tells of");
        Configure(temporary, "review", "blocker");
        await temporary.ReopenAsync();
        await temporary.Store.CreateAsync("Plain");
        for (var i = 0; i < 6; i++)
        {
            await temporary.Store.CreateAsync("Login", ticket => i % 2 == 0
                ? ticket with { Status = TicketStatus.Parse("review") }
                : ticket with { Priority = TicketPriority.Parse("blocker") });
        }

        var finding = Assert.Single((await temporary.Maintenance.VerifyAsync()).Findings, static finding => finding.Code != "python-index");
        Assert.Equal(("unknown-to-python", FindingSeverity.Information, "open/LOGIN-1.yaml"), (finding.Code, finding.Severity, finding.Path));
        Assert.Contains("6 tickets", finding.Message, StringComparison.Ordinal);
        Assert.Contains("LOGIN-1, LOGIN-2, LOGIN-3, LOGIN-4, LOGIN-5 and 1 more", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_StatusNamedLikeAnEnd_SaysThatItCountsAsOpen()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        Configure(temporary, "done", "low-ish");
        await temporary.ReopenAsync();
        var report = await temporary.Maintenance.VerifyAsync();
        var finding = Assert.Single(report.Findings, static finding => finding.Code != "python-index");
        Assert.Equal(("status-is-open", FindingSeverity.Information, "config.yaml"), (finding.Code, finding.Severity, finding.Path));
        Assert.StartsWith("done: ", finding.Message, StringComparison.Ordinal);
        Assert.True(report.IsClean);
    }

    private static void Configure(TemporaryStore temporary, string status, string priority) => temporary.Write(
        "config.yaml",
        $"statuses: [open, in-progress, blocked, closed, cancelled, {status}]\npriorities: [{priority}, critical, high, medium, low]\n");
}
