using RepoTickets.Storage.Tests.Documents;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>
/// On a copy of a repository that the Python package wrote. It is not part of this one: without it these tests are skipped.
/// </summary>
public sealed class PythonRepositoryTests
{
    [PythonRepositoryFact]
    public async Task Open_WithoutOurOwnFolder_ReadsEverything()
    {
        await using var temporary = Copy();
        var before = temporary.Snapshot();
        await temporary.ReopenAsync();
        var statistics = await temporary.Store.GetStatisticsAsync();
        Assert.Equal((12, 0), (statistics.Total, statistics.Faults));
        Assert.Empty(await temporary.Store.GetFaultsAsync());
        Assert.Equal((2, 4, 4, 9), (
            (await temporary.Store.ListAsync<Epic>()).Documents.Count, (await temporary.Store.ListAsync<BacklogItem>()).Documents.Count,
            (await temporary.Store.ListAsync<Agent>()).Documents.Count, (await temporary.Store.ListAsync<AgentTask>()).Documents.Count));
        await temporary.CloseAsync();
        Assert.Equal(before, temporary.Snapshot());
    }

    [PythonRepositoryFact]
    public async Task Update_EveryTicket_ChangesOneFieldsLines()
    {
        await using var temporary = Copy();
        await temporary.ReopenAsync();
        foreach (var ticket in (await temporary.Store.ListAsync<Ticket>()).Documents)
        {
            var path = $"{(ticket.Status.IsOpen ? "open" : "closed")}/{ticket.Id}.yaml";
            var before = temporary.Read(path);
            await temporary.Store.UpdateAsync(
                ticket.Id, static t => t with { TestCoveragePercentage = 12.5, AcceptanceCriteriaMet = !t.AcceptanceCriteriaMet });
            var (removed, added) = LineDifference.Between(before, temporary.Read(path));
            Assert.All(removed.Concat(added), static line =>
                Assert.Matches("^(test_coverage_percentage|acceptance_criteria_met|updated_at):", line));
            Assert.InRange(removed.Count, 1, 3);
            Assert.True(PythonContractChecker.Check(path, temporary.Bytes(path)) is [], path);
        }
    }

    [PythonRepositoryFact]
    public async Task Update_EveryOtherDocument_ChangesOneFieldsLines()
    {
        await using var temporary = Copy();
        await temporary.ReopenAsync();
        await EachAsync<Epic>(temporary, "epics", "yaml", static e => e with { TargetVersion = "9.9" }, "target_version:");
        await EachAsync<BacklogItem>(temporary, "backlog", "yaml", static i => i with { Theme = "speed" }, "theme:");
        await EachAsync<Agent>(temporary, "agents", "json", static a => a with { MaxConcurrentTasks = 77 }, "  \"max_concurrent_tasks\":");
        await EachAsync<AgentTask>(
            temporary, "tasks", "json", static t => t with { Priority = TicketPriority.Critical }, "  \"priority\":");
    }

    private static async Task EachAsync<TDocument>(
        TemporaryStore temporary, string folder, string extension, Func<TDocument, TDocument> change, string line)
        where TDocument : Document
    {
        foreach (var document in (await temporary.Store.ListAsync<TDocument>()).Documents)
        {
            var path = $"{folder}/{document.Key.Id}.{extension}";
            var before = temporary.Read(path);
            await temporary.Store.UpdateAsync(document.Key, change);
            var (removed, added) = LineDifference.Between(before, temporary.Read(path));
            Assert.InRange(removed.Count, 0, 2);
            Assert.Equal(removed.Count, added.Count);
            Assert.All(
                removed.Concat(added),
                l => Assert.True(
                    l.StartsWith(line, StringComparison.Ordinal) ||
                        l.TrimStart(' ', '"').StartsWith("updated_at", StringComparison.Ordinal), l));
            Assert.True(PythonContractChecker.Check(path, temporary.Bytes(path)) is [], path);
        }
    }

    private static TemporaryStore Copy()
    {
        var source = PythonRepository.Find()!;
        var temporary = TemporaryStore.Closed();
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            temporary.Write(Path.GetRelativePath(source, path), File.ReadAllBytes(path));
        }

        return temporary;
    }
}
