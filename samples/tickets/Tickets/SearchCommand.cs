using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets search QUERY [--fast]</c>.</summary>
internal static class SearchCommand
{
    private static readonly Argument<string> Text = Options.Argument(
        "QUERY", "The text: it may stand anywhere in a word, in small or capital letters.");
    private static readonly Option<bool> Fast = Options.Flag("Titles and labels only.", "--fast");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("search", "Finds tickets by text in title, labels, description and comments.", [Text, Fast, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var text = invocation.Get(Text);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw CommandFailedException.Usage("There is nothing to search for: give a text, such as: tickets search login");
        }

        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var result = await store.QueryAsync(
            new TicketQuery { Filter = TicketFilter.Substring(text), Take = 1_000_000 },
            invocation.CancellationToken).ConfigureAwait(false);
        var found = invocation.Get(Fast) ? InTitleOrLabels(result.Tickets, text) : result.Tickets;
        ListPrinter.Print(
            invocation,
            invocation.Get(Format)!,
            TicketListing.For("tickets", invocation.Terminal.Time.GetUtcNow()),
            found,
            $"No tickets found for '{SafeText.Line(text, 100)}'.",
            new() { Summary = TicketListing.Summary(found), Faults = await store.GetFaultsAsync(
                invocation.CancellationToken).ConfigureAwait(false) });
        return ExitCodes.Success;
    }

    /// <summary>The index finds the text wherever it stands; what it found in texts alone is left out.</summary>
    private static List<TicketSummary> InTitleOrLabels(IReadOnlyList<TicketSummary> tickets, string text)
    {
        var wanted = SearchText.Fold(text);
        return [.. tickets.Where(ticket => Contains(ticket.Title, wanted) || ticket.Labels.Any(label => Contains(label, wanted)))];
    }

    private static bool Contains(string text, string wanted) => SearchText.Fold(text).Contains(wanted, StringComparison.Ordinal);
}
