namespace RepoTickets.Storage.Tests.Store;

public sealed class ConfigurationTests
{
    private const string OwnStatuses = "the repository has statuses and priorities of its own, which the Python package does not know";

    private const string Custom = """
        # What this team uses.
        default_status: triage
        id_prefix: OPS
        labels: [alpha, beta]
        priorities: [p0, p1]
        statuses: [triage, open, done]

        """;

    [Fact]
    public async Task Configuration_OfTheFile_HasEffect()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.SkipPythonContract(OwnStatuses);
        temporary.Write("config.yaml", Custom);
        await temporary.ReopenAsync();
        var configuration = await temporary.Store.GetConfigurationAsync();
        Assert.Equal(("triage", "OPS"), (configuration.DefaultStatus.Value, configuration.IdPrefix));
        Assert.Equal(["alpha", "beta"], configuration.Labels);
        var ticket = await temporary.Store.CreateAsync("Login", static t => t with { Priority = TicketPriority.Parse("p0") });
        Assert.Equal("triage", ticket.Status.Value);
        Assert.True(temporary.Exists("open/LOGIN-1.yaml"));
        await Assert.ThrowsAsync<InvalidDocumentException>(async () => await temporary.Store.CreateAsync("Medium is no priority here"));
        await Assert.ThrowsAsync<InvalidDocumentException>(async () =>
            await temporary.Store.UpdateAsync(ticket.Id, static t => t with { Status = TicketStatus.Blocked }));
        var statistics = await temporary.Store.GetStatisticsAsync();
        Assert.Equal(["done", "open", "triage"], statistics.ByStatus.Keys.Select(static s => s.Value).Order());
        Assert.Equal(["p0", "p1"], statistics.ByPriority.Keys.Select(static p => p.Value).Order());
    }

    [Fact]
    public async Task Query_ByPriority_RanksAsTheConfigurationSays()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.SkipPythonContract(OwnStatuses);
        temporary.Write("config.yaml", Custom);
        await temporary.Store.CreateAsync("High", static t => t with { Priority = TicketPriority.Parse("p0") });
        await temporary.Store.CreateAsync("Low", static t => t with { Priority = TicketPriority.Parse("p1") });
        Assert.Equal("HIGH-1", Assert.Single((await temporary.Store.QueryAsync("priority>p1")).Tickets).Id.Value);
    }

    [Fact]
    public async Task Configuration_EditedMeanwhile_CountsForTheNextWrite()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.MaximumStaleness = TimeSpan.FromHours(1));
        temporary.SkipPythonContract(OwnStatuses);
        var ticket = await temporary.Store.CreateAsync("Login");
        for (var i = 0; i < 20; i++)
        {
            var name = $"state-{(char)('a' + i)}";
            temporary.Write("config.yaml", $"statuses: [open, {name}]\n");
            Assert.Equal(
                name, (await temporary.Store.UpdateAsync(ticket.Id, t => t with { Status = TicketStatus.Parse(name) })).Status.Value);
        }
    }

    [Fact]
    public async Task Configuration_EditedMeanwhile_IsReadAfterARefresh()
    {
        await using var temporary = await TemporaryStore.CreateAsync(static options => options.MaximumStaleness = TimeSpan.FromHours(1));
        Assert.Equal("TICKET", (await temporary.Store.GetConfigurationAsync()).IdPrefix);
        temporary.Write("config.yaml", Custom);
        await temporary.Store.RefreshAsync();
        Assert.Equal("OPS", (await temporary.Store.GetConfigurationAsync()).IdPrefix);
    }

    [Theory]
    [InlineData("id_prefix: A\n\tstatuses: B\n", FaultReason.Syntax, 2)]
    [InlineData("id_prefix: A\nstatuses: {}\n", FaultReason.Content, 2)]
    [InlineData("id_prefix: A\nid_prefix: B\n", FaultReason.DuplicateKey, 2)]
    [InlineData("<<<<<<< HEAD\nid_prefix: A\n=======\nid_prefix: B\n>>>>>>> b\n", FaultReason.MergeConflict, 1)]
    [InlineData("", FaultReason.Syntax, 0)]
    public async Task Configuration_Broken_ReadsGoOnAndWritesAreRefused(string text, FaultReason reason, int line)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        temporary.Write("config.yaml", text);
        var before = temporary.Snapshot();
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        Assert.Single((await temporary.Store.QueryAsync("login status:open")).Tickets);
        Assert.Equal(1, (await temporary.Store.GetStatisticsAsync()).Total);
        foreach (var write in new Func<Task>[]
        {
            () => temporary.Store.CreateAsync("No").AsTask(),
            () => temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Create(new Ticket { Title = "No" }))).AsTask(),
            () => temporary.Store.UpdateAsync(ticket.Id, static t => t with { Assignee = "no" }).AsTask(),
            () => temporary.Store.GetConfigurationAsync().AsTask(),
        })
        {
            var exception = await Assert.ThrowsAsync<DocumentFaultException>(write);
            Assert.Equal(("config.yaml", reason), (exception.Fault.Path, exception.Fault.Reason));
            Assert.Equal(line, line == 0 ? 0 : exception.Fault.Line);
        }

        Assert.Equal(before, temporary.Snapshot());
        Assert.Contains(
            (await temporary.Maintenance.VerifyAsync()).Findings,
            static finding => finding is { Code: "configuration", Severity: FindingSeverity.Error });
        Assert.Equal("config.yaml", Assert.Single(await temporary.Store.GetFaultsAsync()).Path);
        temporary.Write("config.yaml", "id_prefix: FINE\n");
        await temporary.Store.CreateAsync("Yes");
        await temporary.ReopenAsync();
        Assert.Equal(2, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Configuration_BrokenAtOpening_OpensForReading()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        await temporary.CloseAsync();
        temporary.Write("config.yaml", ": : :");
        await temporary.ReopenAsync();
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
    }

    [Theory]
    [InlineData("default_status: open\nstatuses: [closed]\n", "default_status")]
    [InlineData("priorities: []\n", "priorities")]
    [InlineData("id_prefix: ../x\n", "id_prefix")]
    [InlineData("labels: [a, a]\n", "labels[1]")]
    public async Task Configuration_ThatBreaksARule_IsReportedAndCountsAsItStands(string text, string field)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("config.yaml", text);
        Assert.Contains((await temporary.Maintenance.VerifyAsync()).Findings, finding =>
            finding is { Code: "configuration", Severity: FindingSeverity.Warning } &&
                finding.Message.StartsWith(field, StringComparison.Ordinal));
        Assert.Equal(0, (await temporary.Store.GetStatisticsAsync()).Total);
        if (field is "default_status" or "priorities")
        {
            await Assert.ThrowsAsync<InvalidDocumentException>(async () => await temporary.Store.CreateAsync("No"));
        }
        else
        {
            await temporary.Store.CreateAsync("Yes");
        }
    }

    [Fact]
    public async Task Configuration_WithUnknownKeys_IsReadAndReported()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("config.yaml", "id_prefix: A\nfuture: 1\n");
        Assert.Equal("A", (await temporary.Store.GetConfigurationAsync()).IdPrefix);
        Assert.Contains((await temporary.Maintenance.VerifyAsync()).Findings, static finding =>
            finding is { Code: "configuration", Severity: FindingSeverity.Warning } &&
                finding.Message.Contains("future", StringComparison.Ordinal));
    }
}
