namespace RepoTickets.Storage.Tests.Store;

/// <summary>A ticket in both folders, in the wrong one, and what other programs leave behind.</summary>
public sealed class TwinTests
{
    private static readonly TicketId Id = TicketId.Parse("TWIN-1");

    [Theory]
    [InlineData("2025-03-01T10:00:00.000001", "2025-03-02T10:00:00.000001", "closed")]
    [InlineData("2025-03-02T10:00:00.000001", "2025-03-01T10:00:00.000001", "open")]
    [InlineData("2025-03-01T10:00:00.000001", "2025-03-01T10:00:00.000001", "closed")]
    public async Task Twin_TheOneChangedLast_Counts(string open, string closed, string expected)
    {
        foreach (var isOpenAlready in new[] { true, false })
        {
            await using var temporary = await TemporaryStore.CreateAsync();
            temporary.Write("open/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "open", open));
            temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed", closed));
            if (isOpenAlready)
            {
                await temporary.Store.RefreshAsync();
            }
            else
            {
                await temporary.ReopenAsync();
            }

            Assert.Equal(expected, (await temporary.Store.GetAsync(Id))!.Status.Value);
            Assert.Equal(expected, Assert.Single((await temporary.Store.QueryAsync(new TicketQuery())).Tickets).Status.Value);
            Assert.Equal(expected, Assert.Single((await temporary.Store.ListAsync<Ticket>()).Documents).Status.Value);
            var other = expected == "open" ? "closed" : "open";
            Assert.Equal(
                ($"{other}/TWIN-1.yaml", FaultReason.DuplicateDocument),
                Assert.Single((await temporary.Store.GetFaultsAsync()).Select(static f => (f.Path, f.Reason))));
            var finding = Assert.Single((await temporary.Maintenance.VerifyAsync()).Findings, static f => f.Code == "duplicate-ticket");
            Assert.Equal(FindingSeverity.Error, finding.Severity);
        }
    }

    [Fact]
    public async Task Twin_Repaired_OneIsInQuarantineAndNoByteIsLost()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var loser = TicketText.Minimal("TWIN-1", "open");
        temporary.Write("open/TWIN-1.yaml", loser);
        temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed", "2025-03-02T10:00:00.000001"));
        await temporary.Store.RefreshAsync();
        var report = await temporary.Maintenance.RepairAsync();
        Assert.True(report.IsClean);
        Assert.Contains(report.Findings, static f => f is { Code: "duplicate-ticket", Path: "open/TWIN-1.yaml", Repaired: true });
        Assert.False(temporary.Exists("open/TWIN-1.yaml"));
        Assert.Contains(
            Directory.EnumerateFiles(temporary.PathOf(".sdk/quarantine")),
            path => File.ReadAllText(path).Contains(loser, StringComparison.Ordinal));
        Assert.Equal(TicketStatus.Closed, (await temporary.Store.GetAsync(Id))!.Status);
        Assert.Empty(await temporary.Store.GetFaultsAsync());
    }

    [Fact]
    public async Task Twin_Updated_StaysWhereItIsUntilRepaired()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "open"));
        temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed", "2025-03-02T10:00:00.000001"));
        await temporary.Store.RefreshAsync();
        await temporary.Store.UpdateAsync(Id, static t => t with { Assignee = "ada" });
        Assert.Equal("ada", (await temporary.Store.GetAsync(Id))!.Assignee);
        var before = temporary.Snapshot();
        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () =>
            await temporary.Store.UpdateAsync(Id, static t => t with { Status = TicketStatus.Open, Title = "Reopened" }));
        Assert.Equal(("open/TWIN-1.yaml", FaultReason.DuplicateDocument), (exception.Fault.Path, exception.Fault.Reason));
        Assert.Equal(before, temporary.Snapshot());
        await temporary.Maintenance.RepairAsync();
        await temporary.Store.UpdateAsync(Id, static t => t with { Status = TicketStatus.Open, Title = "Reopened" });
        var ticket = (await temporary.Store.GetAsync(Id))!;
        Assert.Equal(("Reopened", "ada", TicketStatus.Open), (ticket.Title, ticket.Assignee, ticket.Status));
        Assert.True(temporary.Exists("open/TWIN-1.yaml"));
        Assert.False(temporary.Exists("closed/TWIN-1.yaml"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twin_UpdatedWithoutTouchingTheTime_StillCountsAndTheOtherFileStays(bool isOpenTheOneThatCounts)
    {
        foreach (var isTie in new[] { true, false })
        {
            var (open, closed) = isOpenTheOneThatCounts ? ("2025-03-02T10:00:00.000001", "2025-03-01T10:00:00.000001")
                : isTie ? ("2025-03-02T10:00:00.000001", "2025-03-02T10:00:00.000001")
                : ("2025-03-01T10:00:00.000001", "2025-03-02T10:00:00.000001");
            await using var temporary = await TemporaryStore.CreateAsync();
            temporary.Write("open/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "open", open));
            temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed", closed));
            await temporary.Store.RefreshAsync();
            var ticket = (await temporary.Store.GetAsync(Id))!;
            var other = isOpenTheOneThatCounts ? "closed/TWIN-1.yaml" : "open/TWIN-1.yaml";
            var bytes = temporary.Bytes(other);

            await temporary.Store.CommitAsync(
                new ChangeSet(DocumentChange.Update(ticket with { Assignee = "ada" })) { TouchUpdatedAt = false });

            foreach (var reopens in new[] { false, true })
            {
                if (reopens)
                {
                    await temporary.ReopenAsync();
                }

                var read = (await temporary.Store.GetAsync(Id))!;
                Assert.Equal(("ada", ticket.UpdatedAt, ticket.Status), (read.Assignee, read.UpdatedAt, read.Status));
                Assert.Equal("ada", Assert.Single((await temporary.Store.QueryAsync(new TicketQuery())).Tickets).Assignee);
                Assert.Equal(bytes, temporary.Bytes(other));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twin_GivenAnEarlierTime_IsRefusedSinceTheOtherFileWouldCount(bool touches)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "open", "2025-03-02T10:00:00.000001"));
        temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed", "2025-03-01T10:00:00.000001"));
        await temporary.Store.RefreshAsync();
        var ticket = (await temporary.Store.GetAsync(Id))!;
        var before = temporary.Snapshot();

        var exception = await Assert.ThrowsAsync<DocumentFaultException>(async () => await temporary.Store.CommitAsync(
            new ChangeSet(DocumentChange.Update(ticket with { Assignee = "ada", UpdatedAt = ticket.UpdatedAt.AddDays(-2) }))
            {
                TouchUpdatedAt = touches,
            }));

        Assert.Equal(("closed/TWIN-1.yaml", FaultReason.DuplicateDocument), (exception.Fault.Path, exception.Fault.Reason));
        Assert.Contains("earlier time", exception.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, temporary.Snapshot());
        await temporary.Maintenance.RepairAsync();
        await temporary.Store.CommitAsync(new ChangeSet(DocumentChange.Update(
            (await temporary.Store.GetAsync(Id))! with { Assignee = "ada", UpdatedAt = ticket.UpdatedAt.AddDays(-2) }))
            {
                TouchUpdatedAt = touches,
            });
        Assert.Equal("ada", (await temporary.Store.GetAsync(Id))!.Assignee);
    }

    [Fact]
    public async Task Update_ToAPlaceThatSomethingElseHas_IsRefusedAndLosesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Twin");
        Directory.CreateDirectory(temporary.PathOf("closed/TWIN-1.yaml"));
        var before = temporary.Snapshot();
        await Assert.ThrowsAsync<DocumentFaultException>(
            async () => await temporary.Store.UpdateAsync(Id, static t => t with { Status = TicketStatus.Closed }));
        Assert.Equal(before, temporary.Snapshot());
        Assert.Equal(TicketStatus.Open, (await temporary.Store.GetAsync(Id))!.Status);
    }

    [Fact]
    public async Task Twin_Deleted_NeitherComesBack()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "open"));
        temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed", "2025-03-02T10:00:00.000001"));
        await temporary.Store.RefreshAsync();
        Assert.True(await temporary.Store.DeleteAsync(Id));
        await temporary.ReopenAsync();
        Assert.Null(await temporary.Store.GetAsync(Id));
        Assert.Empty(await temporary.Store.GetFaultsAsync());
    }

    [Fact]
    public async Task Twin_OneBroken_TheOtherCountsAndTheBrokenStays()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/TWIN-1.yaml", "id: [");
        temporary.Write("closed/TWIN-1.yaml", TicketText.Minimal("TWIN-1", "closed"));
        await temporary.ReopenAsync();
        Assert.Equal(TicketStatus.Closed, (await temporary.Store.GetAsync(Id))!.Status);
        Assert.Single(await temporary.Store.GetFaultsAsync());
        var report = await temporary.Maintenance.RepairAsync();
        Assert.Contains(report.Findings, static f => f is { Code: "duplicate-ticket", Repaired: true });
        Assert.Contains(
            Directory.EnumerateFiles(temporary.PathOf(".sdk/quarantine")),
            static path => File.ReadAllText(path).Contains("id: [", StringComparison.Ordinal));
        Assert.Equal(TicketStatus.Closed, (await temporary.Store.GetAsync(Id))!.Status);
    }

    [Fact]
    public async Task WrongFolder_IsReadReportedAndMovedByRepair()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("open/LOST-1.yaml", TicketText.Minimal("LOST-1", "closed"));
        temporary.Write("closed/LOST-2.yaml", TicketText.Minimal("LOST-2", "open"));
        temporary.Write("closed/LOST-3.yaml", TicketText.Minimal("LOST-3", "waiting"));
        await temporary.Store.RefreshAsync();
        Assert.Equal(3, (await temporary.Store.GetStatisticsAsync()).Total);
        Assert.Equal(3, (await temporary.Maintenance.VerifyAsync()).Findings.Count(static f => f.Code == "wrong-folder"));
        var bytes = temporary.Bytes("open/LOST-1.yaml");
        var report = await temporary.Maintenance.RepairAsync();
        Assert.Equal(2, report.Findings.Count(static f => f is { Code: "wrong-folder", Repaired: true }));
        Assert.Equal(bytes, temporary.Bytes("closed/LOST-1.yaml"));
        Assert.True(temporary.Exists("open/LOST-2.yaml"));
        Assert.False(temporary.Exists("open/LOST-1.yaml"));
        Assert.False(temporary.Exists("closed/LOST-2.yaml"));
        // The third breaks a rule of the configuration, so it waits for a person.
        Assert.True(temporary.Exists("closed/LOST-3.yaml"));
        Assert.Contains(report.Findings, static f => f is { Code: "wrong-folder", Path: "closed/LOST-3.yaml", Repaired: false });
    }

    [Fact]
    public async Task WrongFolder_AnyUpdate_MovesIt()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("closed/LOST-1.yaml", TicketText.Minimal("LOST-1", "open"));
        await temporary.Store.RefreshAsync();
        await temporary.Store.UpdateAsync(TicketId.Parse("LOST-1"), static t => t with { Assignee = "x" });
        Assert.True(temporary.Exists("open/LOST-1.yaml"));
        Assert.False(temporary.Exists("closed/LOST-1.yaml"));
    }

    [Fact]
    public async Task LeftOverTemporaryFiles_AreReportedRemovedByRepairAndNeverRead()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var names = new[]
        {
            "open/.~LOST-1.yaml.00000000000000aa.tmp", "epics/.~LOST-1.yaml.00000000000000ab.tmp",
            "retired/.~ticket-LOST.yaml.00000000000000ac.tmp",
            ".~index.yaml.00000000000000ad.tmp", ".sdk/.~checkpoint.00000000000000ae.tmp", ".sdk/.~index.00000000000000af.tmp",
            ".sdk/journal/.~a.log.00000000000000b0.tmp",
        };
        foreach (var name in names)
        {
            temporary.Write(name, TicketText.Minimal("LOST-1"));
        }

        await temporary.Store.RefreshAsync();
        Assert.Equal(0, (await temporary.Store.GetStatisticsAsync()).Total);
        Assert.Empty(await temporary.Store.GetFaultsAsync());
        var found = await temporary.Maintenance.VerifyAsync();
        Assert.Equal(names.Order(), found.Findings.Where(static f => f.Code == "left-over").Select(static f => f.Path).Order());
        Assert.True(found.IsClean);
        await temporary.Maintenance.RepairAsync();
        Assert.DoesNotContain(names, temporary.Exists);
    }
}
