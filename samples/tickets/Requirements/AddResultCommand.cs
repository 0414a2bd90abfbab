using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements result ID</c>.</summary>
internal static class AddResultCommand
{
    private static readonly Argument<TicketId> Id = RequirementCommands.Ticket();
    private static readonly Option<string> Description = new("--description", "-d")
    {
        Description = "What is expected.",
        Required = true,
        HelpName = "TEXT",
    };
    private static readonly Option<string?> Method = Options.Word(
        EnumTexts.VerificationMethod, "How it is verified. Default manual.", "--method", "-m");
    private static readonly Option<string[]> Criteria = Options.Many("When it counts as seen.", "--criteria", "-c");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("result", "Adds an expected result.", [Id, Description, Method, Criteria, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => RequirementCommands.AddAsync(
        invocation,
        invocation.Get(Id),
        invocation.Get(Format),
        "result",
        (ticket, _, ids) => ticket.AddExpectedResult(
            new()
            {
                Description = invocation.Get(Description)!,
                VerificationMethod = Options.Read(EnumTexts.VerificationMethod, invocation.Get(Method)) ?? VerificationMethod.Manual,
                SuccessCriteria = invocation.Get(Criteria)!.ToValueList(),
            },
            ids,
            invocation.Terminal.Time),
        static ticket => ticket.ExpectedResults.Select(static item => item.Id));
}
