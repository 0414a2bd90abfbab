using RepoTickets.Storage.Documents;

namespace RepoTickets.Storage.Tests.Documents;

public sealed class DocumentFormatPropertyTests
{
    private const int Runs = 400;

    [Fact]
    public void CreateThenRead_RandomDocuments_GivesTheSameDocumentThatPythonCanRead()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var document = new RandomDocuments(seed).Next();
            var bytes = Formats.Utc.Create(document);

            Assert.True(Formats.Utc.TryRead(document.Key, "f", bytes, out var read, out var fault), $"seed {seed}: {fault}");
            Assert.True(document.Equals(read), $"seed {seed}: {document} became {read}");
            Assert.Equal(DocumentVersion.Of(bytes), read.Version);
            Assert.True(
                PythonContractChecker.Check(Formats.PathOf(document), bytes) is [],
                $"seed {seed}: {string.Join("; ", PythonContractChecker.Check(Formats.PathOf(document), bytes))}");
        }
    }

    [Fact]
    public void Rewrite_RandomChanges_ReadsBackAsTheChangedDocument()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var random = new RandomDocuments(seed);
            var before = random.Ticket();
            var bytes = Formats.Utc.Create(before);
            var after = random.Change(before);

            var rewritten = Formats.Utc.Rewrite(bytes, before.Key, after);

            Assert.True(Formats.Utc.TryRead(before.Key, "f", rewritten, out var read, out var fault), $"seed {seed}: {fault}");
            Assert.True(after.Equals(read), $"seed {seed}: {after} became {read}");
            Assert.True(PythonContractChecker.Check(Formats.PathOf(after), rewritten) is [], $"seed {seed}");
        }
    }

    [Fact]
    public void Rewrite_NothingDiffers_GivesTheSameBytes()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var document = new RandomDocuments(seed).Next();
            var bytes = Formats.Utc.Create(document);
            Assert.True(bytes.AsSpan().SequenceEqual(Formats.Utc.Rewrite(bytes, document.Key, document)), $"seed {seed}");
        }
    }

    [Fact]
    public void Checker_BrokenFiles_IsNotSatisfied()
    {
        var good = System.Text.Encoding.UTF8.GetString(Formats.Utc.Create(new Ticket { Id = TicketId.Parse("A-1"), Title = "t" }));
        Assert.Empty(Check(good));
        Assert.Contains(Check(good + "extra: 1\n"), static problem => problem.Contains("unknown key", StringComparison.Ordinal));
        Assert.Contains(
            Check(good.Replace("labels: []", "labels: null", StringComparison.Ordinal)),
            static problem => problem.Contains("labels", StringComparison.Ordinal));
        Assert.Contains(
            Check(good.Replace("labels: []", "labels:\n- no", StringComparison.Ordinal)),
            static problem => problem.Contains("labels", StringComparison.Ordinal));
        Assert.Contains(
            Check(good.Replace("title: t", "", StringComparison.Ordinal)),
            static problem => problem.Contains("title", StringComparison.Ordinal));
        Assert.Contains(
            Check(good.Replace("status: open", "status: closed", StringComparison.Ordinal)),
            static problem => problem.Contains("status", StringComparison.Ordinal));
        Assert.Contains(
            Check(good.Replace("id: A-1", "id: A-2", StringComparison.Ordinal)),
            static problem => problem.Contains("stem", StringComparison.Ordinal));
        Assert.Contains(
            Check(good.Replace("'0001-01-01T00:00:00'", "'0001-01-01T00:00:00Z'", StringComparison.Ordinal)),
            static problem => problem.Contains("naive", StringComparison.Ordinal));

        static List<string> Check(string text) => PythonContractChecker.Check("open/A-1.yaml", System.Text.Encoding.UTF8.GetBytes(text));
    }
}
