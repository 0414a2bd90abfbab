using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow pause ID</c>.</summary>
internal static class PauseCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Option<string?> Reason = Options.Text("Why.", "--reason", "-r");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "pause", "Lets nothing more of a workflow begin, until it is resumed.", [Id, Reason, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => WorkflowCommands.ChangeAsync(
        invocation,
        invocation.Get(Format),
        "paused",
        invocation.Get(Id),
        engine => engine.PauseAsync(invocation.Get(Id), invocation.Get(Reason) ?? "", invocation.CancellationToken));
}
