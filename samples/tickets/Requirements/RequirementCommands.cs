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

    /// <summary>Adds something to a ticket and tells its identifier.</summary>
    internal static async Task<int> AddAsync(
        Invocation invocation, TicketId id, string? format, string what, Func<Ticket, string, IIdentifierGenerator, Ticket> add,
        Func<Ticket, string> idOf)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var ids = new IdentifierGenerator();
        var ticket = await store.UpdateAsync(
            id, before => add(before, origin.UserName, ids), invocation.CancellationToken).ConfigureAwait(false);
        var added = idOf(ticket);
        ChangePrinter.Print(
            invocation, format, $"{what}-added", ticket.Key, $"Added {what} {added} to ticket {ticket.Id}", ($"{what}_id", added));
        return ExitCodes.Success;
    }
}
