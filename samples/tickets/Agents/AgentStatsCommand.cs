using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent stats [AGENT]</c>: what agents do and have done.</summary>
internal static class AgentStatsCommand
{
    private static readonly Argument<string?> Id = new("AGENT")
    {
        Description = "The agent; without it all.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string> Format = OutputFormat.ForLists();

    private static readonly Listing<AgentActivity> Listing = new(
        "agent-stats",
        [
            ("id", static agent => agent.AgentId.Value),
            ("status", static agent => EnumTexts.AgentStatus.Write(agent.Status)),
            ("active", static agent => $"{agent.ActiveTasks}/{agent.MaxConcurrentTasks}"),
            ("completed", static agent => Texts.Number(agent.Completed)),
            ("failed", static agent => Texts.Number(agent.Failed)),
            ("success", static agent => Texts.Share(agent.SuccessRate * 100)),
            ("minutes", static agent => Texts.Number(agent.AverageMinutes)),
            ("last activity", static agent => Texts.Minute(agent.LastActivity)),
            ("name", static agent => agent.Name),
        ],
        static (writer, agent) =>
        {
            writer.WriteString("agent_id", agent.AgentId.Value);
            writer.WriteString("name", agent.Name);
            writer.WriteString("status", EnumTexts.AgentStatus.Write(agent.Status));
            writer.WriteNumber("active_tasks", agent.ActiveTasks);
            writer.WriteNumber("max_concurrent_tasks", agent.MaxConcurrentTasks);
            writer.WriteNumber("assigned", agent.Assigned);
            writer.WriteNumber("in_progress", agent.InProgress);
            writer.WriteNumber("paused", agent.Paused);
            writer.WriteNumber("completed_tasks", agent.Completed);
            writer.WriteNumber("failed_tasks", agent.Failed);
            writer.Number("success_rate", agent.SuccessRate);
            writer.Number("average_minutes", agent.AverageMinutes);
            writer.Time("last_activity", agent.LastActivity);
        });

    internal static Command Build(CommandFrame frame) =>
        frame.Define("stats", "What agents do, and how well they have done.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        AgentId[]? wanted = null;
        if (invocation.Get(Id) is { } text)
        {
            var id = AgentId.Parse(text.Trim().ToUpperInvariant());
            await store.GetRequiredAsync<Agent>(id.Key, invocation.CancellationToken).ConfigureAwait(false);
            wanted = [id];
        }

        var found = await invocation.ShowProgressAsync(
            "reading tasks", _ => agents.Distributor.MonitorAsync(wanted, invocation.CancellationToken)).ConfigureAwait(false);
        var faults = wanted is null ? (await invocation.ListAsync<Agent>().ConfigureAwait(false)).Faults : [];
        ListPrinter.Print(invocation, invocation.Get(Format)!, Listing, found, "No agents found.", new() { Faults = faults });
        if (wanted is not null && invocation.Get(Format) == OutputFormat.Table &&
            await agents.Learning.FindProfileAsync(wanted[0], invocation.CancellationToken).ConfigureAwait(false) is { } profile)
        {
            foreach (var type in profile.TaskTypes)
            {
                invocation.Output.Write(
                    $"  {SafeText.Line(type.TaskType, 40)}: {type.Completed} of {type.Total} completed, " +
                    $"{Texts.Number(type.AverageMinutes)} min on average; expected success {Texts.Share(type.Estimate.Success * 100)}\n");
            }
        }

        return ExitCodes.Success;
    }
}
