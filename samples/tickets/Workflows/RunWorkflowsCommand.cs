using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow run [ID]</c>.</summary>
internal static class RunWorkflowsCommand
{
    private static readonly Argument<WorkflowId?> Id = MakeId();
    private static readonly Option<bool> Follow = Options.Flag(
        "Goes on as things happen, until the workflows have ended or are paused, or Ctrl-C. Without it: until all rest.", "--follow", "-f");

    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "run",
        "Drives workflows until they rest: until all that is left waits for an agent, a person, an event, a time or code. Code is left " +
        "to a host.",
        [Id, Follow, Format],
        RunAsync);

    private static Argument<WorkflowId?> MakeId()
    {
        var one = WorkflowCommands.Id();
        return new("ID")
        {
            Description = "The workflow to tell of, and whose end is waited for; all are driven. Without it: all.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value.Trim().ToUpperInvariant();
                if (WorkflowId.TryParse(text, out var id))
                {
                    return id;
                }

                result.AddError(
                    $"{one.Name} is '{DisplayText.Escape(text, 80)}'; it takes the identifier of a workflow, such as WF-9E768A45.");
                return null;
            },
        };
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var follows = invocation.Get(Follow);
        invocation.Session.WatchFiles = follows;
        var engine = await WorkflowCommands.EngineAsync(invocation).ConfigureAwait(false);
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        WorkflowInstance[] before = invocation.Get(Id) is { } id
            ? [await store.GetRequiredAsync<WorkflowInstance>(id.Key, invocation.CancellationToken).ConfigureAwait(false)]
            : [.. (await engine.QueryAsync(cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Where(
                static workflow => !workflow.IsEnded)];

        // This engine runs no code, so whatever it can do now is done when this returns.
        await invocation.ShowProgressAsync(
            "advancing workflows", _ => engine.AdvanceAsync(invocation.CancellationToken)).ConfigureAwait(false);
        if (follows)
        {
            await FollowAsync(invocation, engine, before).ConfigureAwait(false);
        }

        var after = new List<WorkflowInstance>();
        foreach (var workflow in before)
        {
            if (await engine.GetAsync(workflow.Id, CancellationToken.None).ConfigureAwait(false) is { } found)
            {
                after.Add(found);
            }
        }

        await TellAsync(invocation, store, after).ConfigureAwait(false);
        return invocation.Get(Id) is not null &&
            after.Exists(static workflow => workflow.Status is WorkflowStatus.Failed or WorkflowStatus.Cancelled)
            ? ExitCodes.Failure
            : ExitCodes.Success;
    }

    private static async Task FollowAsync(Invocation invocation, IWorkflowEngine engine, IReadOnlyList<WorkflowInstance> workflows)
    {
        invocation.Note("Running. Ctrl-C ends it; the workflows stay as they are then.");
        var token = invocation.CancellationToken;
        try
        {
            await Task.WhenAll(workflows.Select(workflow => engine.WaitForEndAsync(workflow.Id, token).AsTask())).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // That is how following ends.
        }
    }

    private static async Task TellAsync(Invocation invocation, ITicketStore store, IReadOnlyList<WorkflowInstance> workflows)
    {
        ListPrinter.Print(invocation, invocation.Get(Format)!, WorkflowListing.Listing, workflows, "No workflow is under way.");
        var told = new HashSet<WorkflowDefinitionId>();
        foreach (var workflow in workflows.Where(workflow => !workflow.IsEnded && told.Add(workflow.DefinitionId)))
        {
            var definition = await WorkflowFigures.DefinitionOfAsync(store, workflow, CancellationToken.None).ConfigureAwait(false);
            CodeNote.Write(invocation, definition, workflow);
        }
    }
}
