using RepoTickets.Storage.ProcessTests.Processes;
using RepoTickets.Storage.Worker;
using Xunit.Abstractions;

namespace RepoTickets.Storage.ProcessTests.Killing;

public class KilledWriterTests(ITestOutputHelper output)
{
    private const int Seed = 20260304;
    private const int LeastPartOfKillsInACommit = 4;

    private readonly ExpectedTickets _expected = new();
    private readonly Random _random = new(Seed);
    private int _writing;
    private int _withoutFiles;
    private int _withTemporaries;
    private int _kills;

    [Fact]
    public async Task OpenAsync_AfterTheWriterWasKilled_HoldsEverythingAcknowledgedAndNoHalfCommit()
    {
        var kills = Soak.Times(200);
        using var folder = new TestFolder();
        await (await folder.OpenAsync()).DisposeAsync();
        await using var writers = new WarmWriters(folder, kills, "segment=65536");
        for (var i = 0; i < kills; i++)
        {
            await KillOneAsync(writers, folder);
            await using var store = await folder.OpenAsync();
            await MeetAsync(store, folder);
        }

        Report();
    }

    [Fact]
    public async Task CommitAsync_WhileAnotherWriterIsKilled_FinishesWhatItLeft()
    {
        var kills = Soak.Times(100);
        using var folder = new TestFolder();
        await using var store = await folder.OpenAsync();
        await using var writers = new WarmWriters(folder, kills);
        for (var i = 0; i < kills; i++)
        {
            await KillOneAsync(writers, folder);

            // Before anybody repairs anything, readers see every acknowledged commit whole.
            _expected.MeetBeforeRecovery(await FoundTickets.ReadAsync(store));
            var own = await store.CreateAsync(new Ticket { Title = "Survivor", Description = StampText.Write(0) });
            _expected.Use(own.Id.Value);
            Assert.True(await store.DeleteAsync(own.Id));
            await MeetAsync(store, folder);
        }

        await StoreChecks.AssertFeedHasNoExternalChangesAsync(store);
        Report();
    }

    private async Task KillOneAsync(WarmWriters writers, TestFolder folder)
    {
        await using var writer = await writers.NextAsync();
        foreach (var line in await writer.WaitForAsync("ACK"))
        {
            _expected.Hear(line);
        }

        // This is no synchronisation: the moment of death is what the test varies.
        await Task.Delay(_random.Next(5, 120));
        writer.Kill();
        foreach (var line in await writer.ReadToEndAsync())
        {
            Assert.False(line.StartsWith("FAILED", StringComparison.Ordinal), line);
            _expected.Hear(line);
        }

        _kills++;
        var left = Unfinished.Look(folder);
        _writing += left.WasWriting ? 1 : 0;
        _withoutFiles += left.HasCommitWithoutFiles ? 1 : 0;
        _withTemporaries += left.TemporaryFiles > 0 ? 1 : 0;
    }

    private async Task MeetAsync(ITicketStore store, TestFolder folder)
    {
        var because = $"After kill {_kills} (seed {Seed})";
        try
        {
            var found = await FoundTickets.ReadAsync(store);
            _expected.Meet(found);
            FoundTickets.AssertFiles(folder, found);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            throw new Xunit.Sdk.XunitException($"{because}: {exception.Message}", exception);
        }

        await StoreChecks.AssertCleanAsync(store, folder, because);
    }

    /// <summary>A kill between two commits puts nothing to the test.</summary>
    private void Report()
    {
        output.WriteLine(
            $"{_kills} kills, {_expected.Acknowledged} acknowledged commits, {_expected.Count} tickets at the end. Of the kills {_writing} came in the middle of a commit, " +
            $"{_withoutFiles} between its publication and its last file, {_withTemporaries} left temporary files. " +
            $"Of the commits that were begun and not acknowledged {_expected.FoundDone} were found done, {_expected.FoundUndone} not done.");

        // Usually four fifths of them do.
        Assert.True(_writing >= _kills / LeastPartOfKillsInACommit, $"Only {_writing} of {_kills} kills (seed {Seed}) came in the middle of a commit.");
    }
}
