using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow approve ID STEP</c>.</summary>
internal static class ApproveCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Argument<string> Step = WorkflowCommands.Step();
    private static readonly Option<string?> By = Options.Text("Who says so. Default: the user of the repository.", "--by");
    private static readonly Option<string?> Comment = Options.Text("What is to be remembered with the answer.", "--comment", "-c");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "approve", "Says yes to a step that waits for an approval.", [Id, Step, By, Comment, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var person = invocation.Get(By) ?? (await (await invocation.StoreAsync().ConfigureAwait(false))
            .GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false)).UserName;
        return await WorkflowCommands.ChangeAsync(
            invocation,
            invocation.Get(Format),
            "approved",
            invocation.Get(Id),
            engine => engine.ApproveAsync(
                invocation.Get(Id), invocation.Get(Step), person, invocation.Get(Comment) ?? "", invocation.CancellationToken)).ConfigureAwait(false);
    }
}
