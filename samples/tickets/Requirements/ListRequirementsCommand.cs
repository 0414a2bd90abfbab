using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements list ID --format summary|detailed|gherkin</c>.</summary>
internal static class ListRequirementsCommand
{
    private static readonly Argument<TicketId> Id = RequirementCommands.Ticket();
    private static readonly Option<string> Format = OutputFormat.Create("summary", "detailed", "gherkin", OutputFormat.Json);

    internal static Command Build(CommandFrame frame) => frame.Define("list", "Shows what a ticket has to fulfil.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var ticket = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        var text = new RequirementsText(invocation.Output);
        switch (invocation.Get(Format))
        {
            case OutputFormat.Json:
                RequirementsJson.Write(invocation.Output, ticket);
                break;
            case "gherkin":
                invocation.Output.Write(SafeText.Lines(GherkinFeature.Write(ticket)) + "\n");
                break;
            case "detailed":
                text.WriteSummary(ticket);
                text.WriteDetails(ticket);
                break;
            default:
                text.WriteSummary(ticket);
                break;
        }

        return ExitCodes.Success;
    }
}
