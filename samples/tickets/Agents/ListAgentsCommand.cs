using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent list [--all]</c>: active ones, or all; oldest first.</summary>
internal static class ListAgentsCommand
{
    private static readonly Option<bool> All = Options.Flag("Inactive ones, too.", "--all", "-a");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("list", "Lists active agents, oldest first.", [All, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var found = await invocation.ListAsync<Agent>().ConfigureAwait(false);
        var agents = found.Documents.Where(agent => invocation.Get(All) || agent.Status == AgentStatus.Active)
            .OrderBy(static agent => agent.CreatedAt).ThenBy(static agent => agent.Id).ToList();
        ListPrinter.Print(
            invocation, invocation.Get(Format)!, AgentListing.Listing, agents, "No agents found.",
            new() { Summary = Texts.Count(agents.Count, "agent"), Faults = found.Faults });
        return ExitCodes.Success;
    }
}
