using RepoTickets.LogTriage.Processing;
using RepoTickets.LogTriage.Tests.Support;

namespace RepoTickets.LogTriage.Tests.Processing;

[Collection("alone")]
public sealed class CursorTests
{
    [Fact]
    public async Task GetResumePositionAsync_AllSettled_IsTheLastPosition() => Assert.Equal("5", await RunAsync(static _ => { }));

    [Fact]
    public async Task GetResumePositionAsync_AGroupIsDeferred_IsBeforeItsFirstRecord() => Assert.Equal("2", await RunAsync(static bench =>
    {
        var id = LogGroupId.Parse(new ShapeGrouper().Assign(Bench.Entry("Fault c happened")).Id.ToString());
        bench.Sink.BeforeFind =
            (marker, _) => marker.EndsWith(id.ToString(), StringComparison.Ordinal) ? throw new SinkUnavailableException("503") : default;
    }));

    [Fact]
    public async Task GetResumePositionAsync_TheCapWasReached_IsBeforeTheFirstGroupWithoutTicket() =>
        Assert.Equal("3", await RunAsync(static bench => bench.Options.MaximumTickets = 3));

    [Fact]
    public async Task GetResumePositionAsync_DeadLetter_IsSettled() =>
        Assert.Equal("5", await RunAsync(static bench => bench.Sink.BeforeCreate = static (_, _) => throw new SinkRejectedException("no")));

    [Fact]
    public async Task GetResumePositionAsync_DryRun_SavesNothing() =>
        Assert.Null(await RunAsync(static bench => bench.Options.Mode = TriageMode.DryRun));

    [Fact]
    public void Through_ARecordIsReadAndNotTaken_IsBeforeIt()
    {
        var cursor = new CursorTracker("0");
        cursor.Read("1");
        cursor.Taken();
        cursor.Read("2");

        Assert.Equal("1", cursor.Through());

        cursor.Taken();
        Assert.Equal("2", cursor.Through());
    }

    private static async Task<string?> RunAsync(Action<Bench> prepare)
    {
        var bench = new Bench();
        prepare(bench);
        await bench.RunAsync([.. Bench.Distinct(5).Select(static (entry, n) => entry with { Position = $"{n + 1}" })]);
        using var processor = bench.Make();
        return await processor.GetResumePositionAsync("entries");
    }
}
