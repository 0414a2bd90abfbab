using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow …</c>.</summary>
internal static class WorkflowCommands
{
    internal static Command Build(CommandFrame frame)
    {
        Command[] commands =
        [
            ListWorkflowsCommand.Build(frame),
            ShowWorkflowCommand.Build(frame),
            DefineCommand.Build(frame),
            StartWorkflowCommand.Build(frame),
            RunWorkflowsCommand.Build(frame),
            .. ChangeCommands.Build(frame),
            GraphCommand.Build(frame),
        ];
        var all = new Command("workflow", "Workflows: steps of agents, people and time, and how far they are.");
        foreach (var command in commands)
        {
            all.Add(command);
        }

        return all;
    }

    internal static Argument<WorkflowId> Id() => Options.Id<WorkflowId>("ID", "The workflow, such as WF-9E768A45.");

    /// <summary>The engine with all that can be started by name, to change something.</summary>
    internal static async ValueTask<IWorkflowEngine> EngineAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var known = DefinitionFiles.ReadAll(invocation);
        return await invocation.Session.GetWorkflowsAsync(known, invocation.CancellationToken).ConfigureAwait(false);
    }

    internal static int Print(Invocation invocation, string? format, string action, WorkflowInstance workflow, string sentence)
    {
        ChangePrinter.Print(
            invocation,
            format,
            action,
            workflow.Key,
            sentence,
            ("definition", workflow.Definition),
            ("status", EnumTexts.WorkflowStatus.Write(workflow.Status)),
            ("ticket", workflow.TicketId?.Value),
            ("reason", workflow.Reason),
            ("waits_for", string.Join("; ", WaitingSteps.Of(workflow))));
        return ExitCodes.Success;
    }
}
