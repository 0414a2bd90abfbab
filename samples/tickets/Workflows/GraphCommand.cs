using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow graph NAME|ID</c>.</summary>
internal static class GraphCommand
{
    private static readonly Argument<string> Name = Options.Argument(
        "NAME", "A definition, or the identifier of a workflow: then with the state of each step.");

    internal static Command Build(CommandFrame frame) =>
        frame.Define("graph", "Writes a workflow as a Mermaid flowchart.", [Name], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var name = invocation.Get(Name);
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        if (WorkflowId.TryParse(name.Trim().ToUpperInvariant(), out var id)
            && await store.GetAsync(id.Key, invocation.CancellationToken).ConfigureAwait(false) is WorkflowInstance workflow)
        {
            var running = await WorkflowFigures.DefinitionOfAsync(store, workflow, invocation.CancellationToken).ConfigureAwait(false);
            invocation.Output.Write(WorkflowMermaid.Render(
                running, step => workflow.FindStep(step) is { } state ? EnumTexts.WorkflowStepStatus.Write(state.Status) : null));
            return ExitCodes.Success;
        }

        var definition = await DefinitionFiles.FindAsync(invocation, store, name, null).ConfigureAwait(false);
        invocation.Output.Write(WorkflowMermaid.Render(definition));
        return ExitCodes.Success;
    }
}
