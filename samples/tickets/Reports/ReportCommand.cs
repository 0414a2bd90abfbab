using System.CommandLine;
using System.Text;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports.Figures;
using RepoTickets.CommandLine.Reports.Page;

namespace RepoTickets.CommandLine.Reports;

/// <summary><c>tickets report [--output FILE] [--no-open] [--days N]</c>: the HTML page.</summary>
internal static class ReportCommand
{
    internal const string DefaultFile = "ticket_report.html";
    private const string StandardOutput = "-";

    private static readonly Option<string?> Output = Options.Text(
        $"Where the page goes; '{StandardOutput}' is standard output. Default {DefaultFile} in the current folder.", "--output", "-o");

    private static readonly Option<bool> NoOpen = Options.Flag("The page is not opened in a browser afterwards.", "--no-open");

    private static readonly Option<int?> Days = Options.Integer(
        $"How many days charts over time go back, 7 to 365. Default {ReportSource.DefaultDays}.", 7, 365, "--days");

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "report", "Writes a page with figures, charts and all tickets: one HTML file that needs nothing else.", [Output, NoOpen, Days],
            RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var output = invocation.Get(Output) ?? DefaultFile;
        var path = output == StandardOutput ? null
            : WrittenFile.Check(Path.GetFullPath(output, Path.GetFullPath(invocation.Terminal.CurrentFolder)));
        var (source, page) = await MakeAsync(invocation).ConfigureAwait(false);
        if (path is null)
        {
            invocation.Output.Write(page);
            return ExitCodes.Success;
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(page));
        invocation.Output.Write($"✓ Wrote {SafeText.Line(path)} ({Texts.Count(source.Tickets.Count, "ticket")})\n");
        if (source.Faults.Count > 0)
        {
            invocation.Note(
                $"{Texts.Count(source.Faults.Count, "file")} could not be read; the report is without them. 'tickets verify' lists them.");
        }

        if (!invocation.Get(NoOpen) && invocation.Terminal is { CanAsk: true, OutputIsTerminal: true })
        {
            if (invocation.Terminal.OpenPage?.Invoke(path) != true)
            {
                invocation.Note("No browser could be started; open the file yourself. '--no-open' leaves it closed.");
            }
        }

        return ExitCodes.Success;
    }

    private static async Task<(ReportSource Source, string Page)> MakeAsync(Invocation invocation)
    {
        await invocation.StoreAsync().ConfigureAwait(false);
        return await invocation.ShowProgressAsync("reading tickets", async line =>
        {
            var days = invocation.Get(Days) ?? ReportSource.DefaultDays;
            var source = await ReportLoader.LoadAsync(invocation, days, line).ConfigureAwait(false);
            invocation.CancellationToken.ThrowIfCancellationRequested();
            line?.Show(new("drawing the page"));
            return (source, ReportPage.Write(ReportFigures.Compute(source)));
        }).ConfigureAwait(false);
    }
}
