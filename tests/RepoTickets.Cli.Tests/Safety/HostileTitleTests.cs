using System.Globalization;
using System.Text;
using System.Text.Json;
using RepoTickets.Cli.Tests.Support;

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
        await File.WriteAllTextAsync(
            Path.Join(repository.Tickets, "open", "HOSTILE-1.yaml"),
            $"id: HOSTILE-1\ntitle: {text}\ndescription: {text}\nstatus: open\npriority: high\nassignee: {text}\nlabels: [{text}]\n" +
            $"created_at: '2026-01-02T03:04:05'\nupdated_at: '2026-01-02T03:04:05'\n" +
            $"comments:\n- id: 00000001\n  author: {text}\n  email: {text}\n  content: {text}\n  created_at: '2026-01-02T03:04:05'\n");
        string[] commands =
        [
            "list", "list --format simple", "list --format csv", "list --format json", "list --format jsonl", "list-summary",
            "show HOSTILE-1", "show HOSTILE-1 --format json", "query is:open",
            "search hostile", "ready", "metrics", "events history", "events history --format csv", "close HOSTILE-1",
            "reopen HOSTILE-1 --format json", "export --format csv", "undo", "verify", "status --format detailed",
        ];
        foreach (var command in commands)
        {
            var result = await TestRun.RunAsync(repository.Folder, command.Split(' '));
            Assert.True(result.ExitCode is 0 or 2 or 3 or 4, $"{command}: {result.Error}");
            if (!command.StartsWith("export", StringComparison.Ordinal))
            {
                AssertPlain(command, result.Output + result.Error);
            }

            if (command.EndsWith("csv", StringComparison.Ordinal))
            {
                AssertNoFormula(command, result.Output);
            }
        }

        if (expected is not null)
        {
            var items = (await repository.RunAsync("list", "-A", "--format", "json").Succeeds()).Json.GetProperty("items");
            Assert.Equal(expected, items[0].GetProperty("title").GetString());
        }
    }

    private static void AssertPlain(string command, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = rune.Value is '\n' or '\r' ||
                Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            Assert.True(plain, $"'{command}' let U+{rune.Value:X4} out: {JsonSerializer.Serialize(text)}");
        }
    }

    private static void AssertNoFormula(string command, string csv)
    {
        foreach (var cell in csv.Split('\n').SelectMany(static line => line.TrimEnd('\r').Split(',')))
        {
            var text = cell.Trim('"').TrimStart();
            Assert.False(text.Length > 0 && text[0] is '=' or '+' or '@' or '＝', $"'{command}' let a formula out: {cell}");
        }
    }
}
