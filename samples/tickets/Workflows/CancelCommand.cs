using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow cancel ID</c>.</summary>
internal static class CancelCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Option<string?> Reason = Options.Text("Why.", "--reason", "-r");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "cancel", "Calls a workflow off: what runs or waits is stopped, what ended well is undone where the definition says how.", [Id, Reason, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => WorkflowCommands.ChangeAsync(
        invocation,
        invocation.Get(Format),
        "cancelled",
        invocation.Get(Id),
        engine => engine.CancelAsync(invocation.Get(Id), invocation.Get(Reason) ?? "", invocation.CancellationToken));
}
