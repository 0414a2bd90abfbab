using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements add ID</c>.</summary>
internal static class AddRequirementCommand
{
    private static readonly Argument<TicketId> Id = RequirementCommands.Ticket();
    private static readonly Option<string> Title = new("--title", "-t")
    {
        Description = "What is required.",
        Required = true,
        HelpName = "TEXT",
    };
    private static readonly Option<string?> Description = Options.Text("More about it.", "--description", "-d");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "How important it is. Default medium.", "--priority", "-p");
    private static readonly Option<string[]> Criteria = Options.Many("When it is fulfilled.", "--criteria", "-c");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("add", "Adds a requirement.", [Id, Title, Description, Priority, Criteria, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => RequirementCommands.AddAsync(
        invocation,
        invocation.Get(Id),
        invocation.Get(Format),
        "requirement",
        (ticket, author, ids) => ticket.AddRequirement(
            new()
            {
                Title = invocation.Get(Title)!,
                Description = invocation.Get(Description) ?? "",
                Priority = invocation.Get(Priority) ?? TicketPriority.Medium,
                AcceptanceCriteria = invocation.Get(Criteria)!.ToValueList(),
                Author = author,
            },
            ids,
            invocation.Terminal.Time),
        static ticket => ticket.Requirements.Select(static item => item.Id));
}
