using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements add|story|result|gherkin|list|verify</c>.</summary>
internal static class RequirementCommands
{
    internal static Command Build(CommandFrame frame) => new("requirements", "What a ticket has to fulfil, and how that is seen.")
    {
        AddRequirementCommand.Build(frame),
        AddStoryCommand.Build(frame),
        AddResultCommand.Build(frame),
        AddScenarioCommand.Build(frame),
        ListRequirementsCommand.Build(frame),
        VerifyResultCommand.Build(frame),
    };

    internal static Argument<TicketId> Ticket() => Options.Id<TicketId>("ID", "The ticket.");

    /// <summary>Adds something to a ticket and tells its identifier, or all of them.</summary>
    internal static async Task<int> AddAsync(
        Invocation invocation,
        TicketId id,
        string? format,
        string what,
        Func<Ticket, string, IIdentifierGenerator, Ticket> add,
        Func<Ticket, IEnumerable<string>> idsOf)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var ids = new IdentifierGenerator();
        HashSet<string> former = [];
        var ticket = await store.UpdateAsync(
            id,
            before =>
            {
                // Asked anew when somebody else's commit came between: what counts is the ticket that this one follows.
                former = [.. idsOf(before)];
                return add(before, origin.UserName, ids);
            },
            invocation.CancellationToken).ConfigureAwait(false);
        var added = idsOf(ticket).Where(each => !former.Contains(each)).ToList();
        var sentence = $"Added {what}{(added.Count > 1 ? "s" : "")} {string.Join(", ", added)} to ticket {ticket.Id}";
        if (format == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "change", writer =>
            {
                ChangeJson.Write(writer, $"{what}-added", ticket.Key);
                writer.WriteString($"{what}_id", added.FirstOrDefault());
                writer.Texts($"{what}_ids", added);
            });
        }
        else
        {
            ChangePrinter.Print(
                invocation, format, $"{what}-added", ticket.Key, sentence, ($"{what}_id", added.Count == 1 ? added[0] : null));
        }

        return ExitCodes.Success;
    }
}
