using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent fail TASK MESSAGE</c>.</summary>
internal static class FailTaskCommand
{
    private static readonly Argument<AgentTaskId> Id = AgentCommands.Task();
    private static readonly Argument<string> Message = Options.Argument("MESSAGE", "Why it failed.");
    private static readonly Option<AgentId?> By = AgentCommands.By();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("fail", "Ends a task that could not be done.", [Id, Message, By, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var task = await agents.Tasks.FailAsync(
            invocation.Get(Id), invocation.Get(Message), invocation.Get(By), invocation.CancellationToken).ConfigureAwait(false);
        return AgentCommands.Print(invocation, invocation.Get(Format), "failed", task, $"Failed task {task.Id}");
    }
}
