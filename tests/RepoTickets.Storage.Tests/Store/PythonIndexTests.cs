using System.Text;
using RepoTickets.Storage.Tests.Crash;

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
            Assert.Equal(severity == FindingSeverity.Information, finding.Message.Contains("may be about to write it: that happens up to 5 seconds", StringComparison.Ordinal));
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

    /// <summary>
    /// What another process puts in place late is older, and that one need not live to see that there is more: whoever closes waits for it.
    /// </summary>
    [Fact]
    public async Task Close_WhileAnotherPutsOlderTextInPlaceAndDies_LeavesTheIndexRight()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        using var isWriting = new ManualResetEventSlim();
        using var mayWrite = new ManualResetEventSlim();
        var (writings, looks) = (0, 0);
        var dying = await temporary.OpenAnotherAsync(wrap: inner => new HookedFileSystem(inner, call =>
        {
            if (Volatile.Read(ref writings) > 0 || call.Operation != "replace" || call.Path != temporary.PathOf(Path))
            {
                return Volatile.Read(ref writings) == 0 ? true : throw new InvalidOperationException("The process is dead.");
            }

            isWriting.Set();
            mayWrite.Wait();
            Interlocked.Increment(ref writings);
            return true;
        }));
        var other = await temporary.OpenAnotherAsync(wrap: inner => new HookedFileSystem(inner, call =>
        {
            if (call.Operation == "lock" && call.Path == temporary.PathOf(".sdk/derived.lock") && Interlocked.Increment(ref looks) == 2)
            {
                mayWrite.Set();
            }

            return true;
        }));
        await dying.CreateAsync("Dying");
        var death = Task.Run(async () => await dying.DisposeAsync());
        isWriting.Wait();
        await other.CreateAsync("Other");

        await other.DisposeAsync().AsTask().ContinueWith(_ => mayWrite.Set(), TaskScheduler.Default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => death);
        Assert.Contains("DYING-1:", temporary.Read(Path), StringComparison.Ordinal);
        Assert.Contains("OTHER-1:", temporary.Read(Path), StringComparison.Ordinal);
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
