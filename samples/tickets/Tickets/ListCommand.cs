using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets list</c>: open tickets, or all.</summary>
internal static class ListCommand
{
    private static readonly Option<TicketStatus?> Status = Options.Parsed<TicketStatus>("Only this status.", "--status", "-s");
    private static readonly Option<string?> Labels = Options.Text("Only with all of these labels, separated by commas.", "--labels", "-l");
    private static readonly Option<string?> Assignee = Options.Text("Only of this assignee.", "--assignee", "-a");
    private static readonly Option<bool> All = Options.Flag("Closed and cancelled ones, too.", "--all", "-A");
    private static readonly Option<int?> Limit = Options.Integer("At most this many.", 0, 1_000_000, "--limit", "-n");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "list",
            "Lists tickets, newest first: those that are open, in progress or blocked, unless a status or --all says otherwise.",
            [Status, Labels, Assignee, All, Limit, Format],
            RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        await KnownWords.CheckAsync(invocation, store, invocation.Get(Status), null).ConfigureAwait(false);
        var terms = new List<TicketFilter>();
        if (invocation.Get(Status) is { } status)
        {
            terms.Add(TicketFilter.Status([status]));
        }
        else if (!invocation.Get(All))
        {
            terms.Add(TicketFilter.Open);
        }

        foreach (var label in Options.Split(invocation.Get(Labels)))
        {
            terms.Add(TicketFilter.Label(label));
        }

        if (invocation.Get(Assignee) is { } assignee)
        {
            if (string.IsNullOrWhiteSpace(assignee))
            {
                throw CommandFailedException.Usage("--assignee is empty: give a name. 'tickets query no:assignee' finds what nobody has.");
            }

            terms.Add(TicketFilter.Assignee(assignee));
        }

        var query = new TicketQuery
        {
            Filter = TicketFilter.And([.. terms]),
            Take = invocation.Get(Limit) ?? 1_000_000,
            CountAll = invocation.Has(Limit),
        };
        await TicketResults.PrintAsync(invocation, store, query, invocation.Get(Format)!, "No tickets found.").ConfigureAwait(false);
        return ExitCodes.Success;
    }
}
