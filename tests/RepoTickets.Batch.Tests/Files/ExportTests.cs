using System.Text;
using RepoTickets.Batch.Tests.Support;

namespace RepoTickets.Batch.Tests.Files;

public sealed class ExportTests
{
    private static readonly TicketQuery Everything = new() { Take = 1_000_000, Order = TicketOrder.Identifier };

    [Theory]
    [InlineData(ExportFormat.Json, ImportFormat.Create, BatchMode.Atomic, 1)]
    [InlineData(ExportFormat.Json, ImportFormat.Create, BatchMode.BestEffort, 2)]
    [InlineData(ExportFormat.JsonLines, ImportFormat.CreateLines, BatchMode.Atomic, 3)]
    [InlineData(ExportFormat.JsonLines, ImportFormat.CreateLines, BatchMode.BestEffort, 4)]
    public async Task ImportAsync_WhatWasExported_GivesTheSameStore(ExportFormat export, ImportFormat import, BatchMode mode, int seed)
    {
        await using var source = await TemporaryStore.CreateAsync();
        await using var target = await TemporaryStore.CreateAsync();
        var documents = new RandomDocuments(seed);
        var tickets = Enumerable.Range(0, 150).Select(_ => documents.Ticket()).DistinctBy(static ticket => ticket.Id).Where(Fits).ToList();
        await source.Store.CommitAsync(new([.. tickets.Select(DocumentChange.Create)]));
        using var stream = new MemoryStream();

        var exported = await BatchExecutor.CreateFiles(source.Store).ExportAsync(Everything, export, stream);
        stream.Position = 0;
        var imported = await BatchExecutor.CreateFiles(target.Store, new() { ChunkSize = 40 }).ImportAsync(
            stream, import, new() { Mode = mode });

        Assert.Equal((tickets.Count, tickets.Count, 0), (exported.Exported, exported.Matching, exported.Skipped.Count));
        Assert.True(imported.Success, string.Join('\n', imported.Errors));
        var (expected, actual) = (await TemporaryStore.ReadAllAsync(source.Store), await TemporaryStore.ReadAllAsync(target.Store));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value, actual[pair.Key]));
        Assert.All(expected, pair => Assert.Equal(pair.Value.Version, actual[pair.Key].Version));
    }

    [Fact]
    public async Task ExportAsync_Query_TellsHowManyItLeftOut()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await temporary.Store.CreateAsync(new Ticket { Title = $"Login {i}" });
        }

        using var stream = new MemoryStream();
        var result = await BatchExecutor.CreateFiles(temporary.Store).ExportAsync(
            TicketQuery.Parse("login limit:2"), ExportFormat.JsonLines, stream);

        Assert.Equal((2, 5), (result.Exported, result.Matching));
        Assert.Equal(2, Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.JsonLines)]
    public async Task ExportAsync_Json_IsPlainAscii(ExportFormat format)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Title = "\u202Eevil \u001b[31m Ü 🎉" });

        Assert.All(await ExportAsync(temporary, format), static c => Assert.InRange(c, '\n', '~'));
    }

    [Theory]
    [InlineData(ExportFormat.JsonLines)]
    [InlineData(ExportFormat.Csv)]
    public async Task ExportAsync_Progress_CountsTickets(ExportFormat format)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CommitAsync(
            new([.. Enumerable.Range(0, 250).Select(static _ => DocumentChange.Create(new Ticket { Title = "Login" }))]));
        var reports = new List<ExportProgress>();
        await BatchExecutor.CreateFiles(temporary.Store).ExportAsync(Everything, format, Stream.Null, new Listener(reports.Add));
        Assert.Equal([new(0, 250), new(100, 250), new(200, 250), new(250, 250)], reports);
    }

    [Fact]
    public async Task ExportAsync_ProgressThatThrows_IsToldOnceAndTheFileIsWhole()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync(new Ticket { Title = "Login" });
        var calls = 0;
        var result = await BatchExecutor.CreateFiles(temporary.Store).ExportAsync(
            Everything, ExportFormat.Json, Stream.Null, new Listener(_ =>
            {
                calls++;
                throw new InvalidOperationException("Injected.");
            }));
        Assert.Equal((1, 1), (calls, result.Exported));
    }

    [Fact]
    public async Task ExportAsync_EmptyStore_IsStillAFile()
    {
        await using var temporary = await TemporaryStore.CreateAsync();

        Assert.Equal("[\n]\n", await ExportAsync(temporary, ExportFormat.Json));
        Assert.Equal("", await ExportAsync(temporary, ExportFormat.JsonLines));
        Assert.Equal(
            "id,title,status,priority,assignee,reporter,labels,epic_id,created_at,updated_at\r\n",
            await ExportAsync(temporary, ExportFormat.Csv));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-1", "'-1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    public async Task ExportAsync_Csv_QuotesAndDisarms(string title, string cell)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var time = new DateTimeOffset(2025, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        await temporary.Store.CreateAsync(new Ticket
        {
            Id = TicketId.Parse("A-1"),
            Title = title,
            Labels = ["bug", "ui"],
            Assignee = "=cmd",
            Reporter = "ann",
            CreatedAt = time,
            UpdatedAt = time,
        });

        var lines = await ExportAsync(temporary, ExportFormat.Csv);

        Assert.EndsWith(
            $"\r\nA-1,{cell},open,medium,'=cmd,ann,bug; ui,,2025-01-02T03:04:05.678Z,2025-01-02T03:04:05.678Z\r\n", lines,
            StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(TemporaryStore temporary, ExportFormat format)
    {
        using var stream = new MemoryStream();
        await BatchExecutor.CreateFiles(temporary.Store).ExportAsync(Everything, format, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>What the store takes: identifiers of items are unique, among others.</summary>
    private static bool Fits(Ticket ticket) => DocumentValidator.Validate(ticket, new()).Count == 0;

    private sealed class Listener(Action<ExportProgress> action) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => action(value);
    }
}
