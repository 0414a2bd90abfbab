namespace RepoTickets.Storage.Tests.Store;

/// <summary>Whatever happens to the files that are derived, the answers are those of the tickets.</summary>
public sealed class DerivedFilesTests
{
    public static TheoryData<string> Damages =>
    [
        "delete index", "delete text", "delete both", "empty index", "empty text", "truncate index", "truncate text", "flip index",
        "flip text", "swap", "delete sdk", "delete journal",
        "delete shared", "delete checkpoint", "old index",
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Damage_ToADerivedFile_ChangesNoAnswer(string damage)
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await temporary.Store.CreateAsync(
                $"Word{i} of text", static t => t with { Description = "needle in a haystack", Labels = ["bug"] });
        }

        await temporary.ReopenAsync();
        var old = (temporary.Bytes(".sdk/index"), temporary.Bytes(".sdk/index.text"));
        await temporary.Store.CreateAsync("Later", static t => t with { Description = "needle too", Status = TicketStatus.Closed });
        await temporary.Store.DeleteAsync(TicketId.Parse("WORD3-1"));
        var before = await AnswersAsync(temporary.Store);
        await temporary.CloseAsync();
        Apply(temporary, damage, old);
        await temporary.ReopenAsync();
        Assert.Equal(before, await AnswersAsync(temporary.Store));

        // No answer is lost with the journal, but its history for consumers of the feed is, and that is said.
        Assert.Equal(damage == "delete journal" ? ["journal-missing"] : [],
            (await temporary.Maintenance.VerifyAsync()).Findings
                .Where(static finding => finding.Severity > FindingSeverity.Information)
                .Select(static finding => finding.Code));
        Assert.Equal("LATER-2", (await temporary.Store.CreateAsync("later")).Id.Value);
        await temporary.ReopenAsync();
        Assert.Equal(6, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task Damage_AtEveryNthByteOfTheIndex_ChangesNoAnswer()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("First needle", static t => t with { Labels = ["bug"] });
        await temporary.Store.CreateAsync("Second");
        var before = await AnswersAsync(temporary.Store);
        await temporary.CloseAsync();
        var good = temporary.Bytes(".sdk/index");
        for (var i = 0; i < good.Length; i += Math.Max(1, good.Length / 25))
        {
            var bad = good.ToArray();
            bad[i] ^= 0x41;
            temporary.Write(".sdk/index", bad);
            await temporary.ReopenAsync();
            Assert.Equal(before, await AnswersAsync(temporary.Store));
            await temporary.CloseAsync();
        }
    }

    [Fact]
    public async Task OurFolder_DeletedWhileOpen_ReadsGoOnAndWritesAreRefusedUntilReopened()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        var ticket = await temporary.Store.CreateAsync("Login");
        Directory.Delete(temporary.PathOf(".sdk"), recursive: true);
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        await Assert.ThrowsAnyAsync<RepoTicketsException>(async () => await temporary.Store.CreateAsync("More"));
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        await temporary.ReopenAsync();
        Assert.Equal(ticket, await temporary.Store.GetAsync(ticket.Id));
        await temporary.Store.CreateAsync("More");
        Assert.Equal(2, (await temporary.Store.GetStatisticsAsync()).Total);
    }

    [Fact]
    public async Task PythonIndex_IsRightAfterClosing()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await temporary.Store.CreateAsync("Login: \"no\"", static t => t with { Labels = ["no", "bug"] });
        await temporary.Store.CreateAsync("Gone");
        await temporary.Store.DeleteAsync(TicketId.Parse("GONE-1"));
        await temporary.CloseAsync();
        var lines = temporary.Lines("index.yaml");
        Assert.Equal("LOGIN-1:", lines[0]);
        Assert.Contains(
            "  title: \"Login: \\\"no\\\"\"",
            lines.Select(static line => line.Replace("'Login: \"no\"'", "\"Login: \\\"no\\\"\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, static line => line.StartsWith("GONE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PythonIndex_OfAnIdleStore_DoesNotOverwriteWhatOthersCommitted()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        await using (var idle = await temporary.OpenAnotherAsync())
        {
            await temporary.Store.CreateAsync("Login");
            await temporary.CloseAsync();
        }

        Assert.Contains("LOGIN-1:", temporary.Lines("index.yaml"));
    }

    [Fact]
    public async Task PythonIndex_ThatIsNotThere_IsNotMade()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        File.Delete(temporary.PathOf("index.yaml"));
        await temporary.Store.CreateAsync("Login");
        await temporary.CloseAsync();
        Assert.False(temporary.Exists("index.yaml"));
    }

    [Fact]
    public async Task PythonIndex_Broken_IsWrittenAnew()
    {
        await using var temporary = await TemporaryStore.CreateAsync();
        temporary.Write("index.yaml", "[[[[");
        await temporary.Store.CreateAsync("Login");
        await temporary.CloseAsync();
        Assert.Equal("LOGIN-1:", temporary.Lines("index.yaml")[0]);
    }

    private static async Task<string> AnswersAsync(ITicketStore store)
    {
        var statistics = await store.GetStatisticsAsync();
        var answers = new List<string> { statistics.Total.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var query in new[] { "", "label:bug", "needle", "status:closed", "word1", "haystack label:bug" })
        {
            answers.Add(
                query + ": " +
                    string.Join(' ', (await store.QueryAsync(query)).Tickets.Select(static t => $"{t.Id}/{t.Title}/{t.Status}")));
        }

        answers.AddRange((await store.ListAsync<Ticket>()).Documents.Select(static t => t.ToString()));
        return string.Join('\n', answers);
    }

    private static void Apply(TemporaryStore temporary, string damage, (byte[] Index, byte[] Text) old)
    {
        var (index, text) = (temporary.PathOf(".sdk/index"), temporary.PathOf(".sdk/index.text"));
        var words = damage.Split(' ');
        var paths = words[^1] switch { "index" => [index], "text" => [text], "both" => [index, text], _ => Array.Empty<string>() };
        switch (damage)
        {
            case "swap":
                (var a, var b) = (File.ReadAllBytes(index), File.ReadAllBytes(text));
                File.WriteAllBytes(index, b);
                File.WriteAllBytes(text, a);
                return;
            case "old index":
                File.WriteAllBytes(index, old.Index);
                File.WriteAllBytes(text, old.Text);
                return;
            case "delete sdk":
                Directory.Delete(temporary.PathOf(".sdk"), recursive: true);
                return;
            case "delete journal":
                Directory.Delete(temporary.PathOf(".sdk/journal"), recursive: true);
                return;
            case "delete shared" or "delete checkpoint":
                File.Delete(temporary.PathOf(".sdk/" + words[1]));
                return;
        }

        foreach (var path in paths)
        {
            var bytes = File.ReadAllBytes(path);
            switch (words[0])
            {
                case "delete":
                    File.Delete(path);
                    break;
                case "empty":
                    File.WriteAllBytes(path, []);
                    break;
                case "truncate":
                    File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                    break;
                default:
                    bytes[bytes.Length / 2] ^= 0xFF;
                    File.WriteAllBytes(path, bytes);
                    break;
            }
        }
    }
}
