using System.Text;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>Verification says what is wrong with the Python package's index; repair and rebuild-index write it anew.</summary>
public sealed class PythonIndexTests
{
    private const string Path = "index.yaml";

    public static TheoryData<string, FindingSeverity> Faults => new()
    {
        { "<<<<<<< ours\nLOGIN-1:\n  title: a\n=======\nLOGIN-1:\n  title: b\n>>>>>>> theirs\n", FindingSeverity.Warning },
        { "[[[[", FindingSeverity.Warning },
        { "LOGIN-1: {title: a}\nLOGIN-1: {title: b}\n", FindingSeverity.Warning },
        { "- a list\n", FindingSeverity.Warning },
        { "", FindingSeverity.Warning },
        { "\0\0\0\0", FindingSeverity.Warning },
        { "{}\n", FindingSeverity.Information },
        { "OTHER-1:\n  title: Not here any more\n", FindingSeverity.Information },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Verify_IndexThatIsWrong_SaysSoAndRepairAndRebuildWriteItAnew(string text, FindingSeverity severity)
    {
        foreach (var repairs in new[] { true, false })
        {
            await using var temporary = await TemporaryStore.CreateAsync();
            await temporary.Store.CreateAsync("Login", static t => t with { Labels = ["bug"] });
            await temporary.ReopenAsync();
            var good = temporary.Read(Path);
            Assert.DoesNotContain((await temporary.Maintenance.VerifyAsync()).Findings, static found => found.Code == "python-index");
            temporary.Write(Path, text);

            var report = await temporary.Maintenance.VerifyAsync();

            var finding = Assert.Single(report.Findings, static found => found.Code == "python-index");
            Assert.Equal((severity, Path), (finding.Severity, finding.Path));
            Assert.Contains("rebuild-index", finding.Message, StringComparison.Ordinal);
            Assert.Equal(severity == FindingSeverity.Information, report.IsClean);
            Assert.Equal(text, temporary.Read(Path));
            if (repairs)
            {
                var repaired = await temporary.Maintenance.RepairAsync();
                Assert.True(repaired.IsClean);
                Assert.True(Assert.Single(repaired.Findings, static found => found.Code == "python-index").Repaired);
            }
            else
            {
                await temporary.Maintenance.RebuildIndexAsync();
            }

            Assert.Equal(good, temporary.Read(Path));
            Assert.DoesNotContain((await temporary.Maintenance.VerifyAsync()).Findings, static found => found.Code == "python-index");
        }
    }

    [Fact]
    public async Task Verify_SameMeaningInOtherWords_IsRightAndIsNotWrittenAnew()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login");
        await temporary.ReopenAsync();
        var theirs = "# theirs\n" + temporary.Read(Path).Replace("status: open", "status:   'open'", StringComparison.Ordinal);
        temporary.Write(Path, theirs);

        Assert.Empty((await temporary.Maintenance.VerifyAsync()).Findings);
        await temporary.Maintenance.RepairAsync();
        await temporary.Maintenance.RebuildIndexAsync();

        Assert.Equal(theirs, temporary.Read(Path));
    }

    [Fact]
    public async Task Verify_ALinkOrNothing_IsLeftAlone()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login");
        File.Delete(temporary.PathOf(Path));
        Assert.Empty((await temporary.Maintenance.VerifyAsync()).Findings);
        var victim = System.IO.Path.Combine(temporary.RepositoryPath, "victim");
        await File.WriteAllTextAsync(victim, "precious");
        File.CreateSymbolicLink(temporary.PathOf(Path), victim);

        Assert.Equal(FindingSeverity.Warning, Assert.Single((await temporary.Maintenance.VerifyAsync()).Findings).Severity);
        await temporary.Maintenance.RepairAsync();
        await temporary.Maintenance.RebuildIndexAsync();

        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
    }

    /// <summary>One that is longer than a document may be is read all the same.</summary>
    [Fact]
    public async Task Verify_LongIndex_IsReadToItsEnd()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var text = new StringBuilder();
        for (var i = 1; i <= 3_000; i++)
        {
            temporary.Write(
                $"open/LONG-{i}.yaml", TicketText.Minimal($"LONG-{i}").Replace("A ticket", new string('x', 400), StringComparison.Ordinal));
        }

        await temporary.Store.RefreshAsync();
        await temporary.Maintenance.RebuildIndexAsync();
        Assert.True(temporary.Bytes(Path).Length > 1 << 20);
        temporary.Write(Path, "# theirs\n" + temporary.Read(Path));

        Assert.Empty((await temporary.Maintenance.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Rebuild_OfAStoreOpenForReading_WritesNothing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write(Path, "[[[[");
        await using var reader = await temporary.OpenAnotherAsync(static options => options.ReadOnly = true);

        await ((IStoreMaintenance)reader).RebuildIndexAsync();

        Assert.Equal("[[[[", temporary.Read(Path));
    }
}
