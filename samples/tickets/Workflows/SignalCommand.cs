using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow signal ID NAME</c>.</summary>
internal static class SignalCommand
{
    private static readonly Argument<WorkflowId> Id = WorkflowCommands.Id();
    private static readonly Argument<string> Name = Options.Argument("NAME", "The name of the signal.");
    private static readonly Option<string?> Value = Options.Text("What comes with it, as JSON. Default null.", "--value");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "signal", "Sends a workflow a signal: the first step that waits for one of this name ends with its value.", [Id, Name, Value, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => WorkflowCommands.ChangeAsync(
        invocation,
        invocation.Get(Format),
        "signalled",
        invocation.Get(Id),
        engine => engine.SignalAsync(
            invocation.Get(Id), invocation.Get(Name), JsonValues.Parse("--value", invocation.Get(Value) ?? "null"), invocation.CancellationToken));
}
