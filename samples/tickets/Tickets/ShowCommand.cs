using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets show ID</c>: everything about one ticket.</summary>
internal static class ShowCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("show", "Shows everything about a ticket.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var ticket = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            await PrintJsonAsync(invocation, ticket).ConfigureAwait(false);
        }
        else
        {
            new TicketText(invocation.Output, invocation.Terminal.Time).Write(ticket);
        }

        return ExitCodes.Success;
    }

    private static async Task PrintJsonAsync(Invocation invocation, Ticket ticket)
    {
        var files = await invocation.Session.GetFilesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var exported = await TicketJson.ExportAsync(files, ticket.Id, null, invocation.CancellationToken).ConfigureAwait(false);
        JsonShape.Write(invocation.Output, "ticket", writer =>
        {
            writer.WriteString("document_version", ticket.Version.ToString());
            writer.WritePropertyName("item");
            exported.WriteTo(writer);
        });
    }
}
