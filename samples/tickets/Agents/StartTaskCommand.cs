using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent start TASK</c>.</summary>
internal static class StartTaskCommand
{
    private static readonly Argument<AgentTaskId> Id = AgentCommands.Task();
    private static readonly Option<AgentId?> By = AgentCommands.By();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("start", "Begins a task.", [Id, By, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var task = await agents.Tasks.StartAsync(
            invocation.Get(Id), invocation.Get(By), invocation.CancellationToken).ConfigureAwait(false);
        return AgentCommands.Print(invocation, invocation.Get(Format), "started", task, $"Started task {task.Id}");
    }
}
