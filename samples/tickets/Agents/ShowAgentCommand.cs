using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent show ID</c>.</summary>
internal static class ShowAgentCommand
{
    private static readonly Argument<AgentId> Id = AgentCommands.Agent();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("show", "Shows an agent.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var agent = await store.GetRequiredAsync<Agent>(invocation.Get(Id).Key, invocation.CancellationToken).ConfigureAwait(false);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "agent", writer =>
            {
                writer.WriteStartObject("item");
                AgentListing.WriteJson(writer, agent);
                writer.WriteEndObject();
            });
            return ExitCodes.Success;
        }

        var fields = new FieldWriter(invocation.Output);
        fields.Write("Agent", agent.Id.Value);
        fields.Write("Name", agent.Name);
        fields.Write("Type", EnumTexts.AgentType.Write(agent.AgentType));
        fields.Write("Status", EnumTexts.AgentStatus.Write(agent.Status));
        fields.Write("Tasks", $"{agent.ActiveTasks.Count} of at most {agent.MaxConcurrentTasks}");
        fields.Write("Takes", agent.PreferredTaskTypes.Count > 0 ? Texts.Join(agent.PreferredTaskTypes) : "every type of task");
        fields.Write("Endpoint", agent.Endpoint);
        fields.Write("Model", agent.Model);
        fields.Write("Key", agent.HasClearApiKey ? "stands in the file in clear: put a secret:NAME there instead" : agent.ApiKeySecretName);
        fields.Write("Created", Texts.Minute(agent.CreatedAt));
        fields.Write("Last seen", Texts.Minute(agent.LastSeen));
        fields.Write("Completed", Texts.Number(agent.Metrics.TasksCompleted));
        fields.Write("Failed", Texts.Number(agent.Metrics.TasksFailed));
        fields.Write("Success rate", Texts.Share(agent.Metrics.SuccessRate * 100));
        fields.Paragraph("Description", agent.Description);
        fields.Items(
            "Capabilities",
            agent.Capabilities.Select(
                static item => $"{item.Name} ({Texts.Number(item.ConfidenceLevel)}{(item.Enabled ? "" : ", off")}) {item.Description}"));
        fields.Items("Active tasks", agent.ActiveTasks.Select(static id => id.Value));
        return ExitCodes.Success;
    }
}
