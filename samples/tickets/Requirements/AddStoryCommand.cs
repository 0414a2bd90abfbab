using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements story ID</c>.</summary>
internal static class AddStoryCommand
{
    private static readonly Argument<TicketId> Id = RequirementCommands.Ticket();
    private static readonly Option<string> Persona = new("--persona", "-p")
    {
        Description = "Who: as a …",
        Required = true,
        HelpName = "TEXT",
    };
    private static readonly Option<string> Goal = new("--goal", "-g")
    {
        Description = "What: I want …",
        Required = true,
        HelpName = "TEXT",
    };
    private static readonly Option<string> Benefit = new("--benefit", "-b")
    {
        Description = "Why: so that …",
        Required = true,
        HelpName = "TEXT",
    };
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>(
        "How important it is. Default medium.", "--priority");
    private static readonly Option<int?> Points = Options.Integer("Story points.", 0, 1_000_000, "--points");
    private static readonly Option<string[]> Criteria = Options.Many("When it is fulfilled.", "--criteria", "-c");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("story", "Adds a user story.", [Id, Persona, Goal, Benefit, Priority, Points, Criteria, Format], RunAsync);

    private static Task<int> RunAsync(Invocation invocation) => RequirementCommands.AddAsync(
        invocation,
        invocation.Get(Id),
        invocation.Get(Format),
        "story",
        (ticket, author, ids) => ticket.AddUserStory(
            new()
            {
                Persona = invocation.Get(Persona)!,
                Goal = invocation.Get(Goal)!,
                Benefit = invocation.Get(Benefit)!,
                Priority = invocation.Get(Priority) ?? TicketPriority.Medium,
                StoryPoints = invocation.Get(Points),
                AcceptanceCriteria = invocation.Get(Criteria)!.ToValueList(),
                Author = author,
            },
            ids,
            invocation.Terminal.Time),
        static ticket => ticket.UserStories.Select(static item => item.Id));
}
