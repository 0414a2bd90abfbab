using System.Globalization;
using RepoTickets.CommandLine.Reports.Figures;
using RepoTickets.CommandLine.Reports.Page;
using Xunit.Abstractions;
using static RepoTickets.Cli.Tests.Reports.TestSource;

namespace RepoTickets.Cli.Tests.Reports.Browser;

/// <summary>The page as a reader has it.</summary>
public sealed class ReportInBrowserTests(ITestOutputHelper output) : IDisposable
{
    private const string Rows = "document.querySelectorAll('#list tbody tr').length";
    private const string Count = "document.getElementById('count').textContent";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task Filter_TypedByKeyboard_NarrowsTheListAndAnnouncesIt()
    {
        await using var page = await OpenAsync(Of(
            Ticket("LOGIN-1", priority: TicketPriority.Critical) with { Title = "Login fails", Labels = ["bug"] },
            Ticket("LOGIN-2", TicketStatus.Closed) with { Title = "Logout fails", Labels = ["bug", "ui"] },
            Ticket("DOCS-1", assignee: null) with { Title = "Ärger mit Umlauten" }));
        Assert.Equal(("3", "3 tickets"), (await page.EvaluateAsync(Rows), await page.EvaluateAsync(Count)));

        await page.EvaluateAsync("document.getElementById('q').focus()");
        await page.TypeAsync("FAILS log");
        Assert.Equal(("2", "2 tickets of 3"), (await page.EvaluateAsync(Rows), await page.EvaluateAsync(Count)));
        Assert.Equal("polite", await page.EvaluateAsync("document.getElementById('count').getAttribute('aria-live')"));

        // On to the status, and down twice: any, all that are open.
        await page.PressAsync("Tab", 9);
        Assert.Equal("status", await page.EvaluateAsync("document.activeElement.id"));
        await page.PressAsync("ArrowDown", 40);
        await page.WaitForAsync(Rows + " === 1");
        Assert.Equal("LOGIN-1", await page.EvaluateAsync("document.querySelector('#list tbody th').textContent"));

        await page.EvaluateAsync("document.getElementById('q').focus()");
        await page.TypeAsync(" nothing like this");
        Assert.Equal(
            "true", await page.EvaluateAsync("!document.getElementById('nothing').hidden && document.getElementById('list').hidden"));
        await page.EvaluateAsync("document.querySelector('#nothing [data-reset]').focus()");
        await page.PressAsync("Enter", 13, "\r");
        Assert.Equal(("3", "q"), (await page.EvaluateAsync(Rows), await page.EvaluateAsync("document.activeElement.id")));

        await ChooseAsync(page, "assignee", "nobody");
        Assert.Equal("DOCS-1", await page.EvaluateAsync("document.querySelector('#list tbody th').textContent"));
        await ChooseAsync(page, "assignee", "anybody");
        await ChooseAsync(page, "label", "ui");
        Assert.Equal("LOGIN-2", await page.EvaluateAsync("document.querySelector('#list tbody th').textContent"));
        AssertQuiet(page);
    }

    [ChromiumFact]
    public async Task Rows_BeforeAndAfterTheScript_AreTheSame()
    {
        var source = ReportPageTests.Everywhere(static i => ReportPageTests.Hostile[i % ReportPageTests.Hostile.Length]);
        await using var page = await OpenAsync(source);
        const string Body = "getElementById('list').tBodies[0].innerHTML.replace(/\\s*\\n\\s*/g, '')";
        var file = await File.ReadAllTextAsync(FileName);
        await page.EvaluateAsync(
            $"window.original = new DOMParser().parseFromString({System.Text.Json.JsonSerializer.Serialize(file)}, 'text/html')");
        Assert.Equal(await page.EvaluateAsync($"window.original.{Body}"), await page.EvaluateAsync($"document.{Body}"));
        AssertQuiet(page);
    }

    [ChromiumFact]
    public async Task Page_WithHostileTexts_RunsNothingAndFetchesNothing()
    {
        var source = ReportPageTests.Everywhere(static i => ReportPageTests.Hostile[i % ReportPageTests.Hostile.Length]);
        await using var page = await OpenAsync(source);
        Assert.Equal("1", await page.EvaluateAsync("document.scripts.length - document.querySelectorAll('script[type]').length"));
        Assert.Equal("0", await page.EvaluateAsync("document.querySelectorAll('img, iframe, object, embed, link, form, base').length"));
        Assert.DoesNotContain("pwned", await page.EvaluateAsync("document.title"), StringComparison.Ordinal);
        Assert.Equal("true", await page.EvaluateAsync("document.body.textContent.includes('<img src=x onerror=alert(2)>')"));
        AssertQuiet(page);
    }

    [ChromiumFact]
    public async Task Policy_ScriptThatIsPutIn_IsRefused()
    {
        await using var page = await OpenAsync(Of(Ticket("A-1")));
        await page.EvaluateAsync(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); })()");
        Assert.Equal("undefined", await page.EvaluateAsync("window.ran"));
    }

    [ChromiumFact]
    public async Task List_OfTenThousand_TurnsPagesAndFiltersQuickly()
    {
        await using var page = await OpenAsync(ReportPageTests.TenThousand());
        Assert.Equal(("50", "10,000 tickets"), (await page.EvaluateAsync(Rows), await page.EvaluateAsync(Count)));
        await page.EvaluateAsync("document.querySelector('[data-page=\"1\"]').click()");
        Assert.Equal("Page 2 of 200", await page.EvaluateAsync("document.getElementById('page').textContent"));
        await page.EvaluateAsync("window.began = performance.now()");
        await page.EvaluateAsync("document.getElementById('q').focus()");
        await page.TypeAsync("case 9999");
        Assert.Equal(("1", "1 ticket of 10,000"), (await page.EvaluateAsync(Rows), await page.EvaluateAsync(Count)));
        var milliseconds = await page.EvaluateAsync(
            "(() => { const t = performance.now(); for (let i = 0; i < 20; i++) document.getElementById('q').dispatchEvent(new " +
            "Event('input')); return (performance.now() - t) / 20; })()");
        output.WriteLine($"one filter over 10,000 tickets: {milliseconds} ms");
        await page.EvaluateAsync("document.querySelector('[data-ticket]').dispatchEvent(new MouseEvent('click', { bubbles: true }))");
        Assert.NotEqual("0", await page.EvaluateAsync(Rows));
        AssertQuiet(page);
    }

    [ChromiumFact]
    public async Task Page_AsWideAsAPhone_DoesNotScrollSideways()
    {
        var source = ReportPageTests.Everywhere(static i => ReportPageTests.Hostile[i % ReportPageTests.Hostile.Length]);
        await using var page = await OpenAsync(source, width: 360);
        Assert.Equal("360", await page.EvaluateAsync("document.documentElement.scrollWidth"));
        Assert.Equal("360", await page.EvaluateAsync("innerWidth"));
        AssertQuiet(page);
    }

    [ChromiumFact]
    public async Task Texts_InBothThemes_HaveEnoughContrast()
    {
        await using var page = await OpenAsync(ReportPageTests.Everywhere(static i => $"text {i}"));
        foreach (var theme in (string[])["light", "dark"])
        {
            await page.EvaluateAsync($"document.documentElement.setAttribute('data-theme', '{theme}')");
            Assert.Equal("", await page.EvaluateAsync(ContrastScript));
        }

        // The check itself can fail.
        await page.EvaluateAsync(
            "(() => { const p = document.createElement('p'); p.className = 'planted'; p.textContent = 'x'; p.style.color = '#555'; " +
            "document.querySelector('.card').append(p); })()");
        Assert.StartsWith("P.planted", await page.EvaluateAsync(ContrastScript), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Controls_All_HaveNames()
    {
        await using var page = await OpenAsync(Of(Ticket("A-1")));
        Assert.Equal(
            "0", await page.EvaluateAsync("[...document.querySelectorAll('input, select')].filter(e => e.labels.length === 0).length"));
        Assert.Equal(
            "0", await page.EvaluateAsync("[...document.querySelectorAll('button')].filter(e => e.textContent.trim() === '').length"));
        Assert.Equal(
            "0",
            await page.EvaluateAsync(
                "[...document.querySelectorAll('svg')].filter(e => e.getAttribute('aria-hidden') !== 'true' && e.getAttribute('role') " +
                "!== 'img').length"));
        Assert.Equal("dark", await page.EvaluateAsync(
            "(() => { const b = document.getElementById('theme'); b.click(); b.click(); return " +
            "document.documentElement.dataset.theme; })()"));
    }

    private const string ContrastScript = """
        (() => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgb = (colour, under) => {
            canvas.clearRect(0, 0, 1, 1);
            if (under) { canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1); }
            canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const light = (c) => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const ground = (e) => { for (let at = e; at; at = at.parentElement) { const c = getComputedStyle(at).backgroundColor; if (rgb(c)[3] === 255) return c; } return '#fff'; };
          const bad = new Set();
          for (const e of document.querySelectorAll('body *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility() || e.closest('script, style, option, :disabled')) continue;
            const a = light(rgb(getComputedStyle(e).color)), b = light(rgb(ground(e)));
            const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) bad.add(e.tagName + '.' + (e.className.baseVal ?? e.className) + ' ' + ratio.toFixed(2));
          }
          return [...bad].join(', ');
        })()
        """;

    private string FileName => Path.Join(_folder.Path, "report.html");

    private async Task<BrowserPage> OpenAsync(ReportSource source, int width = 1280)
    {
        await File.WriteAllTextAsync(FileName, ReportPage.Write(ReportFigures.Compute(source)));
        return await BrowserPage.OpenAsync(FileName, width, 900);
    }

    private static Task<string> ChooseAsync(BrowserPage page, string select, string text) => page.EvaluateAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"(() => {{ const s = document.getElementById('{select}'); s.value = [...s.options].find(o => o.text === '{text}').value; " +
        $"s.dispatchEvent(new Event('input')); }})()"));

    private static void AssertQuiet(BrowserPage page)
    {
        Assert.Empty(page.Complaints);
        Assert.All(page.Requests, static request => Assert.StartsWith("file:", request, StringComparison.Ordinal));
    }
}
