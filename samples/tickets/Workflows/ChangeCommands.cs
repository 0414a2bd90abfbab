using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary>
/// <c>tickets workflow pause, resume, cancel, approve, reject, retry, signal, adopt</c>: each makes one call of the engine and tells what
/// the workflow is afterwards, so that they differ in their words, their arguments and the call.
/// </summary>
internal static class ChangeCommands
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Argument<string> Step = Options.Argument("STEP", "The name of the step.");
    private static readonly Argument<string> Name = Options.Argument("NAME", "The name of the signal.");
    private static readonly Option<string?> Value = Options.Text("What comes with it, as JSON. Default null.", "--value");
    private static readonly Option<string?> Reason = Options.Text("Why.", "--reason", "-r");
    private static readonly Option<string?> By = Options.Text("Who says so. Default: the user of the repository.", "--by");
    private static readonly Option<string?> Comment = Options.Text("What is to be remembered with the answer.", "--comment", "-c");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    private delegate ValueTask<WorkflowInstance> Change(IWorkflowEngine engine, WorkflowId id, Invocation invocation);

    private delegate ValueTask<WorkflowInstance> Answer(
        WorkflowId id, string step, string by, string comment, CancellationToken cancellationToken);

    internal static IEnumerable<Command> Build(CommandFrame frame) =>
    [
        Define(frame, "pause", "paused", "Lets nothing more of a workflow begin, until it is resumed.", [Reason],
            static (engine, id, invocation) => engine.PauseAsync(id, invocation.Get(Reason) ?? "", invocation.CancellationToken)),
        Define(frame, "resume", "resumed", "Goes on with a paused workflow.", [],
            static (engine, id, invocation) => engine.ResumeAsync(id, invocation.CancellationToken)),
        Define(frame, "cancel", "cancelled",
            "Calls a workflow off: what runs or waits is stopped, what ended well is undone where the definition says how.", [Reason],
            static (engine, id, invocation) => engine.CancelAsync(id, invocation.Get(Reason) ?? "", invocation.CancellationToken)),
        Define(frame, "approve", "approved", "Says yes to a step that waits for an approval.", [Step, By, Comment],
            static (engine, id, invocation) => AnswerAsync(engine.ApproveAsync, id, invocation)),
        Define(frame, "reject", "rejected", "Says no to a step that waits for an approval.", [Step, By, Comment],
            static (engine, id, invocation) => AnswerAsync(engine.RejectAsync, id, invocation)),
        Define(frame, "retry", "retried", "Tries a failed step again, and all that was called off or undone because of it.", [Step],
            static (engine, id, invocation) => engine.RetryStepAsync(id, invocation.Get(Step), invocation.CancellationToken)),
        Define(frame, "signal", "signalled",
            "Sends a workflow a signal: the first step that waits for one of this name ends with its value.", [Name, Value],
            static (engine, id, invocation) => engine.SignalAsync(
                id, invocation.Get(Name), JsonValues.Parse("--value", invocation.Get(Value) ?? "null"), invocation.CancellationToken)),
        Define(frame, "adopt", "adopted",
            "Takes over a workflow that came with git from another clone; make sure that it is not run there any more.", [],
            static (engine, id, invocation) => engine.AdoptAsync(id, invocation.CancellationToken)),
    ];

    private static Command Define(
        CommandFrame frame, string name, string done, string description, IEnumerable<Symbol> symbols, Change change) =>
        frame.Define(name, description, [Id, .. symbols, Format], invocation => RunAsync(invocation, done, change));

    private static async Task<int> RunAsync(Invocation invocation, string done, Change change)
    {
        var id = invocation.Get(Id);
        var engine = await WorkflowCommands.EngineAsync(invocation).ConfigureAwait(false);
        var workflow = await change(engine, id, invocation).ConfigureAwait(false);
        return WorkflowCommands.Print(invocation, invocation.Get(Format), done, workflow, $"Workflow {id}: {done}");
    }

    private static async ValueTask<WorkflowInstance> AnswerAsync(Answer answer, WorkflowId id, Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var person = invocation.Get(By) ?? (await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false)).UserName;
        return await answer(
            id, invocation.Get(Step), person, invocation.Get(Comment) ?? "", invocation.CancellationToken).ConfigureAwait(false);
    }
}
