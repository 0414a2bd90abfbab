using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Events;

namespace RepoTickets.CommandLine.Events;

/// <summary><c>tickets events history [--type] [--limit]</c>: newest first.</summary>
internal static class EventHistoryCommand
{
    private const int DefaultLimit = 20;

    private static readonly Option<string?> Type = Options.Text("Only this type, such as ticket.closed or ticket.*.", "--type", "-t");
    private static readonly Option<int?> Limit = Options.Integer("At most this many. Default 20.", 1, 1_000_000, "--limit", "-n");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("history", "Lists events, newest first.", [Type, Limit, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var log = await invocation.Session.GetEventLogAsync(invocation.CancellationToken).ConfigureAwait(false);
        var cleared = ClearedMark.Read(invocation.Session.LocalFolder);
        var limit = invocation.Get(Limit) ?? DefaultLimit;
        var newest = new Queue<LoggedEvent>();
        await foreach (var logged in log.ReadAsync(
            EventLogStart.After(cleared), invocation.Get(Type) ?? "*", false, invocation.CancellationToken).ConfigureAwait(false))
        {
            if (newest.Count == limit)
            {
                newest.Dequeue();
            }

            newest.Enqueue(logged);
        }

        ListPrinter.Print(invocation, invocation.Get(Format)!, EventListing.Listing, [.. newest.Reverse()], "No events found.");
        return ExitCodes.Success;
    }
}
