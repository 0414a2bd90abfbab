using System.Globalization;
using System.Text;
using System.Text.Json;
using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Safety;

/// <summary>
/// Texts that try to act on whatever shows them: nothing but plain characters comes out, and JSON gives back what went in.
/// </summary>
public sealed class HostileTitleTests
{
    public static TheoryData<string> Titles => new()
    {
        "\u001b[31mred\u001b[0m \u001b]0;owned\u0007",
        "bell\u0007 back\b\b\b delete\u007f c1\u009b31m",
        "line\nfeed\r\nreturn\rand\ttab",
        "<script>alert('x')</script><img src=x onerror=alert(1)>",
        "[red]markup[/] [link=http://x]y[/]",
        "=cmd|' /C calc'!A0",
        "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1",
        "שלום \u202Eevil\u202C العربية 123",
        "emoji 🎉 👩‍💻 e\u0301",
        "comma, \"quotes\" and 'more'",
        "{0} {name} $(rm -rf /) `id` %s",
    };

    [Theory]
    [MemberData(nameof(Titles))]
    public Task Title_ThatIsHostile_IsShownSafelyEverywhere(string title) => CheckAsync(title, title);

    [Fact]
    public Task Title_OfTenThousandCharacters_IsShownSafelyEverywhere() => CheckAsync(new string('x', 10_000), null);

    private static async Task CheckAsync(string title, string? expected)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var text = JsonSerializer.Serialize(title);
        var shortened = JsonSerializer.Serialize(title[..Math.Min(title.Length, 500)]);
        await File.WriteAllTextAsync(
            Path.Join(repository.Tickets, "open", "HOSTILE-1.yaml"),
            $"id: HOSTILE-1\ntitle: {text}\ndescription: {text}\nstatus: open\npriority: high\nassignee: {text}\nlabels: [{text}]\n" +
            $"created_at: '2026-01-02T03:04:05'\nupdated_at: '2026-01-02T03:04:05'\nblocked_by: [OTHER-1]\n" +
            $"requirements:\n- {{id: '1', title: {text}, description: {text}, acceptance_criteria: [{text}], author: {text}}}\n" +
            $"gherkin_scenarios:\n- {{id: '2', title: {text}, background: {text}, given: [{text}], when: [{text}], tags: [{text}]}}\n" +
            $"comments:\n- id: 00000001\n  author: {text}\n  email: {text}\n  content: {text}\n  created_at: '2026-01-02T03:04:05'\n");
        await File.WriteAllTextAsync(
            Path.Join(repository.Tickets, "open", "OTHER-1.yaml"),
            $"id: OTHER-1\ntitle: {text}\nstatus: open\npriority: high\nblocks: [HOSTILE-1]\ncreated_at: '2026-01-02T03:04:05'\nupdated_at: '2026-01-02T03:04:05'\n");
        repository.Write("hostile.jsonl", $"{{\"level\": \"error\", \"message\": {text}, \"service\": {text}, \"logger\": {text}}}\n{{{title.ReplaceLineEndings(" ")}\n");
        repository.Write("graph.yaml", $"name: hostile\ndescription: {shortened}\nsteps:\n- {{id: ask, title: {shortened}, approval: {{question: {shortened}}}}}\n");
        var tooLong = title.Length > 1_000 ? ExitCodes.Usage : ExitCodes.Success;
        (int ExitCode, string Command)[] commands =
        [
            (0, "list"), (0, "list --format simple"), (0, "list --format csv"), (0, "list --format json"), (0, "list --format jsonl"), (0, "list-summary"),
            (0, "show HOSTILE-1"), (0, "show HOSTILE-1 --format json"), (0, "query is:open"), (0, "search hostile"), (0, "ready"), (0, "metrics"),
            (0, "blocked"), (0, "blocked --format csv"), (0, "blocked --format json"), (0, "dep tree HOSTILE-1"), (0, "dep tree HOSTILE-1 --format json"),
            (0, "requirements list HOSTILE-1"), (0, "requirements list HOSTILE-1 --format detailed"), (0, "requirements list HOSTILE-1 --format gherkin"),
            (0, "requirements list HOSTILE-1 --format json"), (0, "workflow define graph.yaml"), (0, "workflow graph hostile"),
            (ExitCodes.Failure, "triage hostile.jsonl"), (ExitCodes.Failure, "triage hostile.jsonl --format json"), (0, "events history"), (0, "events history --format csv"),
            (tooLong, "close HOSTILE-1"), (tooLong, "reopen HOSTILE-1 --format json"),
            (0, "export"), (0, "export --format jsonl"), (0, "export --format csv"), (0, "undo"), (0, "verify"), (0, "status --format detailed"),
        ];
        foreach (var (exitCode, command) in commands)
        {
            if (tooLong != ExitCodes.Success && command.Split(' ')[0] is ("reopen" or "undo" or "verify"))
            {
                // Nothing was changed that could be taken back.
                continue;
            }

            var result = (await TestRun.RunAsync(repository.Folder, command.Split(' '), outputIsTerminal: true)).Answers(exitCode);
            AssertPlain(command, result.Output + result.Error);
            if (command.EndsWith("csv", StringComparison.Ordinal))
            {
                AssertNoFormula(command, result.Output);
            }
        }

        // What goes into a file is whole, and still no formula.
        await repository.RunAsync("export", "--format", "csv", "-o", "all.csv").Succeeds();
        var csv = await File.ReadAllTextAsync(Path.Join(repository.Folder, "all.csv"));
        AssertNoFormula("export -o", csv);
        Assert.Contains(title.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal);
        if (expected is not null)
        {
            var items = (await repository.RunAsync("list", "-A", "--format", "json").Succeeds()).Json.GetProperty("items").EnumerateArray();
            Assert.Equal(expected, items.First(static item => item.GetProperty("id").GetString() == "HOSTILE-1").GetProperty("title").GetString());
        }
    }

    private static void AssertPlain(string command, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = rune.Value is '\n' or '\r' ||
                Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (!plain)
            {
                Assert.Fail($"'{command}' let U+{rune.Value:X4} out: {JsonSerializer.Serialize(text)}");
            }
        }
    }

    private static void AssertNoFormula(string command, string csv)
    {
        foreach (var cell in Cells(csv))
        {
            var text = cell.TrimStart();
            Assert.False(text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '＝', $"'{command}' let a formula out: {cell}");
        }
    }

    /// <summary>The cells as a spreadsheet reads them: what is quoted is one, whatever stands in it.</summary>
    private static IEnumerable<string> Cells(string csv)
    {
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var c in csv)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is ',' or '\n')
            {
                yield return cell.ToString();
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        yield return cell.ToString();
    }
}
