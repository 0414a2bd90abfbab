using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow resume ID</c>.</summary>
internal static class ResumeCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "resume", "Goes on with a paused workflow.", [Id, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => WorkflowCommands.ChangeAsync(
        invocation,
        invocation.Get(Format),
        "resumed",
        invocation.Get(Id),
        engine => engine.ResumeAsync(invocation.Get(Id), invocation.CancellationToken));
}
