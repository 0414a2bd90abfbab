using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets ready [QUERY]</c>: what can be worked on now, the most urgent first.</summary>
internal static class ReadyCommand
{
    private static readonly Argument<string?> Query = new("QUERY")
    {
        Description = "Only tickets that match this query.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int?> Limit = Options.Integer("At most this many. Default 100.", 0, 1_000_000, "--limit", "-n");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "ready", "Lists tickets that can be worked on now: open, not blocked, not claimed, without open parts. The most urgent first.",
        [Query, Limit, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var query = invocation.Get(Query) is { } text ? TicketQuery.Parse(text) : null;
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        await KnownWords.CheckAsync(invocation, store, query).ConfigureAwait(false);
        var ready = await invocation.ShowProgressAsync(
            "reading tickets",
            _ => invocation.Session.GetService<IReadyIndex>().GetAsync(
                query, invocation.Get(Limit) ?? 100, invocation.CancellationToken)).ConfigureAwait(false);
        ListPrinter.Print(
            invocation,
            invocation.Get(Format)!,
            TicketListing.For("tickets", invocation.Terminal.Time.GetUtcNow()),
            ready.Tickets,
            "Nothing is ready.",
            new()
            {
                Summary = $"{Texts.Count(ready.Tickets.Count, "ticket")} ready",
                Faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false),
            });
        return ExitCodes.Success;
    }
}
