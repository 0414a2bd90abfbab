using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow retry ID STEP</c>.</summary>
internal static class RetryStepCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Argument<string> Step = WorkflowCommands.Step();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "retry", "Tries a failed step again, and all that was called off or undone because of it.", [Id, Step, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => WorkflowCommands.ChangeAsync(
        invocation,
        invocation.Get(Format),
        "retried",
        invocation.Get(Id),
        engine => engine.RetryStepAsync(invocation.Get(Id), invocation.Get(Step), invocation.CancellationToken));
}
