using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow …</c>.</summary>
internal static class WorkflowCommands
{
    internal static Command Build(CommandFrame frame) => new("workflow", "Workflows: steps of agents, people and time, and how far they are.")
    {
        ListWorkflowsCommand.Build(frame),
        ShowWorkflowCommand.Build(frame),
        DefineCommand.Build(frame),
        StartWorkflowCommand.Build(frame),
        RunWorkflowsCommand.Build(frame),
        PauseCommand.Build(frame),
        ResumeCommand.Build(frame),
        CancelCommand.Build(frame),
        ApproveCommand.Build(frame),
        RejectCommand.Build(frame),
        RetryStepCommand.Build(frame),
        SignalCommand.Build(frame),
        AdoptCommand.Build(frame),
        GraphCommand.Build(frame),
    };

    internal static Argument<WorkflowId> Id() => Options.Id<WorkflowId>("ID", "The workflow, such as WF-9E768A45.");

    internal static Argument<string> Step() => Options.Argument("STEP", "The name of the step.");

    /// <summary>The engine with all that can be started by name, to change something.</summary>
    internal static async ValueTask<IWorkflowEngine> EngineAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var known = DefinitionFiles.ReadAll(invocation);
        return await invocation.Session.GetWorkflowsAsync(known, invocation.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does something to one workflow and tells what it is afterwards.</summary>
    internal static async Task<int> ChangeAsync(
        Invocation invocation,
        string? format,
        string action,
        WorkflowId id,
        Func<IWorkflowEngine, ValueTask<WorkflowInstance>> change)
    {
        var engine = await EngineAsync(invocation).ConfigureAwait(false);
        var workflow = await change(engine).ConfigureAwait(false);
        return Print(invocation, format, action, workflow, $"Workflow {id}: {action}");
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
