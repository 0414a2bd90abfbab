using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RepoTickets.CommandLine.Reports.Figures;
using RepoTickets.CommandLine.Reports.Page;
using Xunit.Abstractions;
using static RepoTickets.Cli.Tests.Reports.TestSource;

namespace RepoTickets.Cli.Tests.Reports;

public sealed partial class ReportPageTests(ITestOutputHelper output)
{
    internal static readonly string[] Hostile =
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "</script><script>document.title='pwned'</script>",
        "\"><svg onload=alert(3)> ' onmouseover='alert(4)",
        "<!--<script>", "]]> <![CDATA[", "&lt;b&gt; &amp;", "{{7*7}} ${7*7} `x`",
        new('A', 10_000),
        "العربية والعبرية טקסט", "evil \u202Egpj.exe\u202C", "emoji 🎉👩\u200D💻", "bell\u0007 \u001B[31m \0 \uD800 \u2028 \r\n",
    ];

    [Fact]
    public void Write_HostileTexts_LeaveTheStructureOfThePageAsItIs()
    {
        var plain = ReportPage.Write(ReportFigures.Compute(Everywhere(static _ => "plain")));
        var hostile = ReportPage.Write(ReportFigures.Compute(Everywhere(static i => Hostile[i % Hostile.Length])));

        // The same elements in the same order, and none of them has an attribute that the page does not give it.
        Assert.Equal(Tags(plain), Tags(hostile));
        Assert.DoesNotContain("<script>alert", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001B", hostile, StringComparison.Ordinal);
        Assert.DoesNotContain("\0", hostile, StringComparison.Ordinal);
        Assert.Contains("👩\u200D💻", hostile, StringComparison.Ordinal);
        Assert.True(hostile.Length < plain.Length + 200_000, $"{hostile.Length} characters: long titles are not cut.");
    }

    [Fact]
    public void Write_HostileTexts_AreInTheDataAsTheyAre()
    {
        var page = ReportPage.Write(ReportFigures.Compute(Everywhere(static i => Hostile[i % Hostile.Length])));
        using var data = JsonDocument.Parse(DataBlock().Match(page).Groups[1].Value);
        var titles = data.RootElement.GetProperty("tickets").EnumerateArray().Select(static row => row[1].GetString()).ToList();
        Assert.Contains(Hostile[0], titles);
        Assert.Contains(Hostile[1], titles);
        Assert.Contains("evil \\u202Egpj.exe\\u202C", titles);
        Assert.DoesNotContain(titles, static title => title!.Length > PageText.LongestTitle + 1);
    }

    [Fact]
    public void Write_SameSource_GivesTheSameBytes()
    {
        var first = ReportPage.Write(ReportFigures.Compute(Everywhere(static i => $"title {i}")));
        var tickets = Everywhere(static i => $"title {i}");
        var second = ReportPage.Write(ReportFigures.Compute(tickets with { Tickets = [.. tickets.Tickets.Reverse()] }));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Write_Page_AllowsItsOwnScriptAndStyleAndNothingElse()
    {
        var page = ReportPage.Write(ReportFigures.Compute(Everywhere(static _ => "plain")));
        var policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains(
            Hash(Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value), policy, StringComparison.Ordinal);
        Assert.Contains(
            Hash(Regex.Match(page, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value), policy, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<script>"));

        // The policy would refuse these, and nothing may be fetched.
        Assert.Empty(Regex.Matches(page, """\s(style|on[a-z]+|src)="""));
        Assert.Empty(Regex.Matches(page, "(href|url|@import)[=(\\s]+[\"']?(https?:)?//"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Write_FewTickets_HasNoNonsense(int count)
    {
        var page = ReportPage.Write(ReportFigures.Compute(Of([.. Enumerable.Range(1, count).Select(static i => Ticket($"A-{i}"))])));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
        Assert.Equal(count == 0, page.Contains("There are no tickets yet", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_UnreadableFiles_AreTold()
    {
        var fault = new DocumentFault("open/<b>X-1</b>.yaml", FaultReason.Syntax, "Line 3: what is <i>this</i>?", 3);
        var page = ReportPage.Write(ReportFigures.Compute(Of(Ticket("A-1")) with { Faults = [fault] }));
        Assert.Contains("1 file could not be read", page, StringComparison.Ordinal);
        Assert.Contains("open/&lt;b&gt;X-1&lt;/b&gt;.yaml", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TenThousandTickets_IsOfBoundedSize()
    {
        var source = TenThousand();
        var watch = Stopwatch.StartNew();
        var figures = ReportFigures.Compute(source);
        var computed = watch.Elapsed;
        var bytes = Encoding.UTF8.GetByteCount(ReportPage.Write(figures));
        output.WriteLine(
            $"figures {computed.TotalMilliseconds:0} ms, page {(watch.Elapsed - computed).TotalMilliseconds:0} ms, {bytes:N0} bytes");
        Assert.InRange(bytes, 500_000, 2_000_000);
    }

    internal static ReportSource TenThousand()
    {
        var random = new Random(1);
        var statuses = (TicketStatus[])[TicketStatus.Open, TicketStatus.InProgress, TicketStatus.Closed];
        return Of([.. Enumerable.Range(0, 10_000).Select(i =>
            Ticket($"TICKET-{i}", statuses[i % 3], created: random.Next(400), assignee: $"person {i % 40}") with
            {
                Title = $"Search over large repositories is slow, case {i}",
                Labels = [$"label {i % 25}", "bug"],
                BlockedBy = i % 50 == 0 && i > 0 ? [TicketId.Parse($"TICKET-{i - 50}")] : [],
            })]);
    }

    /// <summary>A store in which every text that a page shows comes from outside.</summary>
    internal static ReportSource Everywhere(Func<int, string> text) => Of([.. Enumerable.Range(0, 24).Select(i =>
        Ticket($"A-{i}", i % 3 == 0 ? TicketStatus.Closed : TicketStatus.Open, created: i, assignee: text(i)) with
        {
            Title = text(i),
            Reporter = text(i + 1),
            Labels = [text(i), "second"],
            Comments = [new() { Id = "c", Author = text(i), Content = text(i), CreatedAt = Now.AddHours(-i) }],
            BlockedBy = i % 4 == 1 ? [TicketId.Parse($"A-{i + 1}"), TicketId.FromStored($"GONE {text(i)}")] : [],
        })]) with { Project = text(0), Branch = text(1) };

    /// <summary>
    /// Tags with the names of their attributes. Bars for people and labels are as many as there are different texts, so they are left out.
    /// </summary>
    private static List<string> Tags(string page)
    {
        var withoutBars = Regex.Replace(page, """<ul class="bars">.*?</ul>""", "", RegexOptions.Singleline);
        var withoutData = DataBlock().Replace(withoutBars, "");
        var tags = Regex.Matches(withoutData, "<[!/a-zA-Z][^>]*>")
            .Select(static tag => Regex.Replace(tag.Value, "\"[^\"]*\"", "\"\""))
            .ToList();

        // Nodes and lines of the graph are as many as there are different names of missing tickets, and they are drawn in the order of
        // names.
        return [.. tags.Where(
            static tag => !Regex.IsMatch(tag, "^</?(path|rect|g|foreignObject|div|bdi|title|svg|figure|details|summary|ul|li)\\b"))];
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex("""http-equiv="Content-Security-Policy" content="([^"]*)""")]
    private static partial Regex Policy();
}
