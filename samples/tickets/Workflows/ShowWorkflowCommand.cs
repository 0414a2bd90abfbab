using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow show ID</c>.</summary>
internal static class ShowWorkflowCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("show", "Shows a workflow with its steps and how far it is.", [Id, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var workflow = await store.GetRequiredAsync<WorkflowInstance>(
            invocation.Get(Id).Key, invocation.CancellationToken).ConfigureAwait(false);
        var definition = await WorkflowFigures.DefinitionOfAsync(store, workflow, invocation.CancellationToken).ConfigureAwait(false);
        var now = invocation.Terminal.Time.GetUtcNow();
        var progress = WorkflowFigures.ProgressOf(definition, workflow, now);
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "workflow", writer => WorkflowJson.Write(writer, workflow, progress));
        }
        else
        {
            Print(invocation, workflow, progress);
        }

        CodeNote.Write(invocation, definition, workflow);
        return ExitCodes.Success;
    }

    private static void Print(Invocation invocation, WorkflowInstance workflow, WorkflowProgress progress)
    {
        var fields = new FieldWriter(invocation.Output);
        fields.Write("Workflow", workflow.Id.Value);
        fields.Write("Definition", $"{workflow.Definition}, version {workflow.DefinitionVersion}");
        fields.Write("Status", EnumTexts.WorkflowStatus.Write(workflow.Status));
        fields.Write("Reason", workflow.Reason);
        fields.Write("Ticket", workflow.TicketId?.Value);
        fields.Write("Part of", workflow.ParentId is { } parent ? $"{parent}, step {workflow.ParentStep}" : null);
        fields.Write("Parameters", workflow.Parameters.IsEmpty ? null : workflow.Parameters.ToString());
        fields.Write("Created", Texts.Minute(workflow.CreatedAt));
        fields.Write("Ended", Texts.Minute(workflow.EndedAt));
        fields.Write("Deadline", Texts.Minute(workflow.Deadline));
        fields.Write("Progress", $"{progress.DoneCount} of {progress.StepCount} steps done, {Texts.Share(progress.Percentage)}");
        fields.Write("Longest chain", $"{string.Join(" → ", progress.CriticalPath)} ({progress.CriticalDuration.TotalMinutes:0.0} min)");
        fields.Items("Steps", workflow.Steps.Select(Line));
        fields.Items("Signals not taken", workflow.Signals.Select(static signal => $"{signal.Name} {signal.Value}"));
    }

    private static string Line(WorkflowStepState step)
    {
        var parts = new List<string> { $"{step.Id}: {EnumTexts.WorkflowStepStatus.Write(step.Status)}" };
        Add(step.Attempts > 1, $"attempt {step.Attempts}");
        Add(step.TaskId is not null, $"task {step.TaskId}");
        Add(step.ChildId is not null, $"workflow {step.ChildId}");
        Add(step.Items.Count > 0, $"{step.Items.Count(static item => item.IsEnded)} of {step.Items.Count} items");
        Add(step.Due is not null, $"goes on {Texts.Minute(step.Due)}");
        Add(step.Note.Length > 0, step.Note);
        Add(step.Error.Length > 0, $"error: {step.Error}");
        Add(!string.IsNullOrEmpty(step.Result), $"result: {step.Result}");
        return string.Join("; ", parts);

        void Add(bool isThere, string text)
        {
            if (isThere)
            {
                parts.Add(text);
            }
        }
    }
}
