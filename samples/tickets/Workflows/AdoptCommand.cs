using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow adopt ID</c>.</summary>
internal static class AdoptCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "adopt", "Takes over a workflow that came with git from another clone; make sure that it is not run there any more.", [Id, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => WorkflowCommands.ChangeAsync(
        invocation,
        invocation.Get(Format),
        "adopted",
        invocation.Get(Id),
        engine => engine.AdoptAsync(invocation.Get(Id), invocation.CancellationToken));
}
