using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets query 'status:open label:bug priority>=high'</c>.</summary>
internal static class QueryCommand
{
    private static readonly Argument<string[]> Text = new("QUERY")
    {
        Description =
            "Conditions, such as status:open label:bug priority>=high updated<7d login \"exact words\", and sort:priority limit:20.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("query", "Finds tickets by a query. At most 100, unless it says limit:N.", [Text, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var query = TicketQuery.Parse(string.Join(' ', invocation.Get(Text))) with { CountAll = true };
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        await KnownWords.CheckAsync(invocation, store, query).ConfigureAwait(false);
        await TicketResults.PrintAsync(invocation, store, query, invocation.Get(Format)!, "No tickets found.").ConfigureAwait(false);
        return ExitCodes.Success;
    }
}
