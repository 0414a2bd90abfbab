using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements verify ID RESULT</c>.</summary>
internal static class VerifyResultCommand
{
    private static readonly Argument<TicketId> Id = RequirementCommands.Ticket();
    private static readonly Argument<string> Result = Options.Argument(
        "RESULT", "The expected result, by the identifier that 'requirements list ID --format detailed' shows.");
    private static readonly Option<string?> Notes = Options.Text("What was seen.", "--notes", "-n");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("verify", "Marks an expected result as verified.", [Id, Result, Notes, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var id = invocation.Get(Result).TrimStart('#');
        if ((await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false)).FindExpectedResult(id) is null)
        {
            throw CommandFailedException.NotFound(
                $"{invocation.Get(Id)} has no expected result '{SafeText.Line(id, 80)}'. 'tickets " +
                $"requirements list {invocation.Get(Id)} --format detailed' shows them.");
        }

        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var ticket = await store.UpdateAsync(
            invocation.Get(Id),
            before => before.VerifyExpectedResult(
                id, origin.UserName, invocation.Terminal.Time, invocation.Get(Notes)).UpdateAcceptanceCriteriaStatus(),
            invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "verified",
            ticket.Key,
            $"Verified result {SafeText.Line(id, 80)} of ticket {ticket.Id}",
            ("result_id", id),
            ("acceptance_criteria_met", ticket.AcceptanceCriteriaMet ? "yes" : "no"));
        return ExitCodes.Success;
    }
}
