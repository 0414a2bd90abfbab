using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent recommend TYPE</c>: who is best for a type of task, and why.</summary>
internal static class RecommendCommand
{
    private static readonly Argument<string> Type = Options.Argument("TYPE", "The type of task.");
    private static readonly Option<int?> Count = Options.Integer("How many agents. Default 3.", 1, 10_000, "--limit", "-n");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    private static readonly Listing<AgentRecommendation> Listing = new(
        "agent-recommendations",
        [
            ("agent", static item => item.AgentId.Value),
            ("score", static item => Texts.Number(item.Score.Value)),
            ("success", static item => Texts.Share(item.Estimate.Success * 100)),
            ("minutes", static item => Texts.Number(item.Estimate.Minutes)),
            ("why", static item => item.Score.Explanation),
        ],
        static (writer, item) =>
        {
            writer.WriteString("agent_id", item.AgentId.Value);
            writer.Number("score", item.Score.Value);
            writer.WriteString("explanation", item.Score.Explanation);
            writer.Number("success", item.Estimate.Success);
            writer.Number("success_low", item.Estimate.SuccessLow);
            writer.Number("success_high", item.Estimate.SuccessHigh);
            writer.Number("minutes", item.Estimate.Minutes);
        });

    internal static Command Build(CommandFrame frame) =>
        frame.Define("recommend", "Tells who is best for a type of task, and why.", [Type, Count, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var found = await invocation.ShowProgressAsync(
            "reading tasks",
            _ => agents.Learning.RecommendAsync(
                invocation.Get(Type), invocation.Get(Count) ?? 3, invocation.CancellationToken)).ConfigureAwait(false);
        var faults = (await invocation.ListAsync<Agent>().ConfigureAwait(false)).Faults;
        ListPrinter.Print(
            invocation, invocation.Get(Format)!, Listing, found, "No agent takes this type of task.", new() { Faults = faults });
        return ExitCodes.Success;
    }
}
