using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow start NAME</c>.</summary>
internal static class StartWorkflowCommand
{
    private static readonly Argument<string> Name = Options.Argument(
        "NAME", "A definition of the repository, or a template: feature-development, bug-fix, release.");
    private static readonly Option<TicketId?> Ticket = Options.Parsed<TicketId>(
        "The ticket it is about. Tasks of agents need one.", "--ticket");
    private static readonly Option<string[]> Parameters = Options.Many(
        "A parameter, as NAME=VALUE. A list is JSON, or texts separated by commas.", "--param", "-p");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("start", "Starts a workflow.", [Name, Ticket, Parameters, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var files = DefinitionFiles.ReadAll(invocation);
        var definition = await DefinitionFiles.FindAsync(invocation, store, invocation.Get(Name), files).ConfigureAwait(false);
        var parameters = ParameterValues.Read(definition, invocation.Get(Parameters)!);
        if (invocation.Get(Ticket) is { } ticket)
        {
            await store.GetRequiredAsync<Ticket>(ticket.Key, invocation.CancellationToken).ConfigureAwait(false);
        }

        var engine = await invocation.Session.GetWorkflowsAsync(files, invocation.CancellationToken).ConfigureAwait(false);
        var workflow = await engine.StartAsync(
            definition, new() { TicketId = invocation.Get(Ticket), Parameters = parameters },
            invocation.CancellationToken).ConfigureAwait(false);
        WorkflowCommands.Print(invocation, invocation.Get(Format), "started", workflow, $"Started workflow {workflow.Id}");
        CodeNote.Write(invocation, definition, workflow);
        return ExitCodes.Success;
    }
}
