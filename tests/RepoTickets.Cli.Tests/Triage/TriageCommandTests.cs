using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Triage;
using RepoTickets.LogTriage;

namespace RepoTickets.Cli.Tests.Triage;

public sealed class TriageCommandTests
{
    private const string Log =
        "2026-03-04T08:00:00Z ERROR [a] shop.Payments - Payment of order 123 timed out after 3000 ms\n" +
        "2026-03-04T08:00:01Z ERROR [a] shop.Cart - The cart of alice@example.com is odd\n" +
        "2026-03-04T08:00:02Z ERROR [a] shop.Stock - Nobody counted the shelves\n";

    [Theory]
    [InlineData("AUTO_CREATE_TICKET")]
    [InlineData("auto_create_ticket")]
    public async Task Triage_WithoutReal_FilesNothingWhateverTheEnvironmentSays(string variable)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var environment = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [variable] = "true" };

        var result = (await TestRun.RunAsync(repository.Folder, ["triage", repository.Write("app.log", Log)], environment: environment)).Answers(ExitCodes.Success);

        Assert.Contains("Nothing was written", result.Output, StringComparison.Ordinal);
        Assert.Empty((await repository.RunAsync("list", "-A", "--format", "json").Succeeds()).Ids);
    }

    [Fact]
    public async Task Triage_OfFaultsThatNoRuleKnows_TellsThemApart()
    {
        using var repository = await TestRepository.WithStoreAsync();

        await repository.RunAsync("triage", repository.Write("app.log", Log), "--real").Succeeds();

        var titles = (await repository.RunAsync("list", "--format", "json").Succeeds()).Json.GetProperty("items").EnumerateArray()
            .Select(static item => item.GetProperty("title").GetString()!).ToList();
        Assert.Contains(titles, static title => title.EndsWith("System Error in Stock: Nobody counted the shelves", StringComparison.Ordinal));
        Assert.Contains(titles, static title => title.Contains("System Error in Cart: The cart of ", StringComparison.Ordinal));
        Assert.DoesNotContain(titles, static title => title.Contains("alice@", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("app.log", "file-log")]
    [InlineData("-", "stdin-log")]
    public async Task Triage_LabelsTicketsByTheirSource(string source, string label)
    {
        using var repository = await TestRepository.WithStoreAsync();
        repository.Write("app.log", Log);
        (await TestRun.RunAsync(repository.Folder, ["triage", source, "--real"], Log)).Answers(ExitCodes.Success);
        Assert.Equal(3, (await repository.RunAsync("query", $"label:{label}", "--format", "json").Succeeds()).Ids.Count());
    }

    [Theory]
    [InlineData("gzip", "gzip -dc")]
    [InlineData("zstd", "zstd -dc")]
    [InlineData("utf-16", "iconv")]
    [InlineData("binary", "NUL bytes")]
    public async Task Triage_OfWhatIsNoText_IsRefused(string kind, string advice)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var bytes = Make(kind);
        await File.WriteAllBytesAsync(Path.Join(repository.Folder, "app.log.gz"), bytes);
        using var input = new MemoryStream(bytes);

        var file = await repository.RunAsync("triage", "app.log.gz", "--real").Answers(ExitCodes.Usage);
        var piped = (await TestRun.RunAsync(repository.Folder, ["triage", "-", "--real"], input)).Answers(ExitCodes.Usage);

        Assert.All([file, piped], result => Assert.Contains(advice, result.Error, StringComparison.Ordinal));
        Assert.All([file, piped], static result => Assert.Empty(result.Output));
        Assert.Empty((await repository.RunAsync("list", "-A", "--format", "json").Succeeds()).Ids);
    }

    [Fact]
    public async Task Triage_OfRecordsThatCannotBeRead_TellsTheFirstOfThem()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var file = repository.Write("app.jsonl", "{\"level\": \"error\", \"message\": \"odd\"}\n" + string.Concat(Enumerable.Repeat("{\"level\": \"error\", \"message\": \n", 150)));

        var told = await repository.RunAsync("triage", file).Answers(ExitCodes.Failure);
        var json = (await repository.RunAsync("triage", file, "--format", "json").Answers(ExitCodes.Failure)).Json;

        Assert.Equal(10, told.Error.Split('\n').Count(static line => line.StartsWith("tickets: line ", StringComparison.Ordinal)));
        Assert.Contains("tickets: line 2 ", told.Error, StringComparison.Ordinal);
        Assert.Contains("and 140 more", told.Error, StringComparison.Ordinal);
        Assert.Equal(150, json.GetProperty("statistics").GetProperty("rejected").GetInt32());
        var rejected = json.GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal((100, "line 2"), (rejected.Count, rejected[0].GetProperty("place").GetString()));
        Assert.NotEqual("", rejected[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Check_OfVariablesThatAreNotUsed_NamesThem()
    {
        using var repository = await TestRepository.WithStoreAsync();
        var environment = new Dictionary<string, string> { ["CACHE_BACKEND"] = "redis", ["AUTO_CREATE_TICKET"] = "true", ["JIRA_DOMAIN"] = "x", ["ASYNC_MAX_WORKERS"] = "3" };

        var text = (await TestRun.RunAsync(repository.Folder, ["triage", "--check"], environment: environment)).Answers(ExitCodes.Success).Output;
        var json = (await TestRun.RunAsync(repository.Folder, ["triage", "--check", "--format", "json"], environment: environment)).Answers(ExitCodes.Success).Json;

        Assert.Matches("Not the default are:\n  ASYNC_MAX_WORKERS +environment\nIn the environment and not used:\n  JIRA_DOMAIN ", text);
        Assert.Equal(["JIRA_DOMAIN", "CACHE_BACKEND", "AUTO_CREATE_TICKET"], json.GetProperty("not_used").EnumerateArray().Select(static item => item.GetProperty("name").GetString()!));
        Assert.Equal(["ASYNC_MAX_WORKERS"], json.GetProperty("origins").EnumerateObject().Select(static origin => origin.Name));
    }

    [Fact]
    public async Task Check_OfDefaults_SaysSo()
    {
        using var repository = await TestRepository.WithStoreAsync();
        Assert.Equal("✓ The settings are valid. All are the defaults.\n", (await repository.RunAsync("triage", "--check").Succeeds()).Output);
    }

    [Fact]
    public void Page_OfTriage_HasEverySettingAndWhatIsNotUsed()
    {
        var page = File.ReadAllText(Find());
        Assert.All(TriageSettings.Names.Concat(AncestorSettings.NotUsed.Select(static setting => setting.Name)), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "..", "..", "..", "docs", "log-triage.md"));

    private static byte[] Make(string kind)
    {
        switch (kind)
        {
            case "gzip":
                using (var packed = new MemoryStream())
                {
                    using (var packer = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                    {
                        packer.Write(Encoding.UTF8.GetBytes(Log));
                    }

                    return packed.ToArray();
                }

            case "zstd":
                return [0x28, 0xB5, 0x2F, 0xFD, .. Encoding.UTF8.GetBytes(Log)];
            case "utf-16":
                return [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Log)];
            default:
                return [.. Encoding.UTF8.GetBytes(Log), 0, 1, 2];
        }
    }
}
