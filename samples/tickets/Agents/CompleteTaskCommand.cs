using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent complete TASK</c>.</summary>
internal static class CompleteTaskCommand
{
    private static readonly Argument<AgentTaskId> Id = AgentCommands.Task();
    private static readonly Option<string?> Result = Options.Text("What came of it.", "--output", "-o");
    private static readonly Option<string[]> Artifacts = Options.Many("A file or link that it made.", "--artifact");
    private static readonly Option<AgentId?> By = AgentCommands.By();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("complete", "Ends a task that was done.", [Id, Result, Artifacts, By, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var agents = await invocation.Session.GetAgentsAsync(invocation.CancellationToken).ConfigureAwait(false);
        var task = await agents.Tasks.CompleteAsync(
            invocation.Get(Id), invocation.Get(Result) ?? "", invocation.Get(Artifacts)!.ToValueList(), invocation.Get(By),
            invocation.CancellationToken).ConfigureAwait(false);
        return AgentCommands.Print(invocation, invocation.Get(Format), "completed", task, $"Completed task {task.Id}");
    }
}
