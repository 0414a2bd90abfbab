using System.Diagnostics;
using RepoTickets.Storage.ProcessTests.Processes;
using RepoTickets.Storage.Tests.Documents;

namespace RepoTickets.Storage.ProcessTests;

/// <summary>What must hold for every store after whatever was done to it through the SDK.</summary>
internal static class StoreChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Nothing is found fault with, and nobody left a temporary file.</summary>
    /// <param name="store">The store, which may be at work.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="because">What was done to it, for the message.</param>
    /// <param name="reasonAgainstPython">Why files may break the rules of the Python package; null when they may not.</param>
    internal static async Task AssertCleanAsync(ITicketStore store, TestFolder folder, string because = "", string? reasonAgainstPython = null)
    {
        var report = await ((IStoreMaintenance)store).VerifyAsync();
        Assert.True(report.IsClean, $"{because} {string.Join("; ", report.Findings)}");
        var broken = reasonAgainstPython is null ? PythonContractFolder.Check(folder.Tickets, new HashSet<string>()) : [];
        Assert.True(broken.Count == 0, $"{because} the Python package cannot read: {string.Join("; ", broken)}");
        var leftOvers = TemporaryFiles(folder);
        var patience = Stopwatch.StartNew();
        while (leftOvers.Count > 0 && patience.Elapsed < Patience)
        {
            // The store under test keeps house beside the test: the file that it is writing now is none that somebody left.
            await Task.Delay(20);
            leftOvers.IntersectWith(TemporaryFiles(folder));
        }

        Assert.True(leftOvers.Count == 0, $"{because} left over: {string.Join("; ", leftOvers)}");
    }

    /// <summary>Only this SDK wrote, so no process may have taken another's commit for an edit by hand.</summary>
    internal static async Task AssertFeedHasNoExternalChangesAsync(ITicketStore store)
    {
        var expected = await store.Feed.GetOldestPositionAsync();
        await foreach (var commit in ReadAllAsync(store))
        {
            Assert.Equal(expected++, commit.Position);
            Assert.True(
                commit.Source != "external",
                $"Commit {commit.Position} says that another program " +
                $"changed {string.Join(", ", commit.Changes.Select(static change => change.Key))}.");
        }
    }

    /// <summary>All processes have closed the store: nobody is about to write the Python package's index any more.</summary>
    internal static async Task AssertPythonIndexIsRightAsync(TestFolder folder)
    {
        Assert.True(File.Exists(folder.File("index.yaml")), "there is no index of the Python package");
        await using var store = await folder.OpenAsync();
        Assert.DoesNotContain((await ((IStoreMaintenance)store).VerifyAsync()).Findings, static finding => finding.Code == "python-index");
    }

    private static HashSet<string> TemporaryFiles(TestFolder folder) =>
    [
        .. Directory.EnumerateFiles(folder.Tickets, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(static path => Path.GetFileName(path).StartsWith(".~", StringComparison.Ordinal)),
    ];

    internal static async IAsyncEnumerable<Commit> ReadAllAsync(ITicketStore store)
    {
        var position = await store.Feed.GetOldestPositionAsync() - 1;
        while (await store.Feed.ReadAsync(position, 1000) is { Count: > 0 } page)
        {
            foreach (var commit in page)
            {
                yield return commit;
            }

            position = page[^1].Position;
        }
    }
}
