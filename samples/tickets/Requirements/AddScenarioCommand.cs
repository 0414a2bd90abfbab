using System.CommandLine;
using RepoTickets.CommandLine.Batches;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Requirements;

/// <summary><c>tickets requirements gherkin ID</c>: from options, or from a file in Gherkin.</summary>
internal static class AddScenarioCommand
{
    private const int MaximumFileBytes = 1 << 20;

    private static readonly Argument<TicketId> Id = RequirementCommands.Ticket();
    private static readonly Option<string?> Title = Options.Text("The scenario's title; needed without --file.", "--title", "-t");
    private static readonly Option<string[]> Given = Options.Many("What holds before.", "--given", "-g");
    private static readonly Option<string[]> When = Options.Many("What happens.", "--when", "-w");
    private static readonly Option<string[]> Then = Options.Many("What holds after.", "--then");
    private static readonly Option<string?> Background = Options.Text("What holds for all scenarios.", "--background", "-b");
    private static readonly Option<string[]> Tags = Options.Many("A tag.", "--tags");
    private static readonly Option<string?> FromFile = new("--file", "-f")
    {
        Description = "A file in Gherkin; all of its scenarios are added. - for standard input.",
        HelpName = "PATH",
    };
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "gherkin", "Adds acceptance tests.", [Id, Title, Given, When, Then, Background, Tags, FromFile, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Get(FromFile) is { } file)
        {
            var text = await ReadAsync(invocation, file).ConfigureAwait(false);
            if (GherkinText.Parse(text).Count == 0)
            {
                throw CommandFailedException.Usage(
                    $"{Name(file)} has no scenario, so there is nothing to add. One begins with 'Scenario: TITLE' and has steps below.");
            }

            return await AddAsync(
                invocation,
                (ticket, author, ids) => ticket.AddGherkinText(text, author, ids, invocation.Terminal.Time)).ConfigureAwait(false);
        }

        var scenario = new GherkinScenario
        {
            Title = invocation.Get(Title)
                ?? throw CommandFailedException.Usage("A scenario needs --title, or --file with scenarios in Gherkin."),
            Given = invocation.Get(Given)!.ToValueList(),
            When = invocation.Get(When)!.ToValueList(),
            Then = invocation.Get(Then)!.ToValueList(),
            Background = invocation.Get(Background) ?? "",
            Tags = invocation.Get(Tags)!
                .SelectMany(static tags => Options.Split(tags))
                .Select(static tag => tag.TrimStart('@'))
                .ToValueList(),
        };
        return await AddAsync(
            invocation,
            (ticket, author, ids) =>
                ticket.AddGherkinScenario(scenario with { Author = author }, ids, invocation.Terminal.Time)).ConfigureAwait(false);
    }

    private static string Name(string file) => file == "-" ? "Standard input" : $"'{SafeText.Line(file, 300)}'";

    private static Task<int> AddAsync(Invocation invocation, Func<Ticket, string, IIdentifierGenerator, Ticket> add) =>
        RequirementCommands.AddAsync(
            invocation,
            invocation.Get(Id),
            invocation.Get(Format),
            "scenario",
            add,
            static ticket => ticket.GherkinScenarios.Select(static item => item.Id));

    private static async Task<string> ReadAsync(Invocation invocation, string file)
    {
        using var source = await BatchCommands.OpenAsync(invocation, file).ConfigureAwait(false);
        if (source.Length > MaximumFileBytes)
        {
            throw CommandFailedException.Usage(
                $"{Name(file)} has {source.Length} bytes; at most {MaximumFileBytes} are read. Split it.");
        }

        using var reader = new StreamReader(source);
        return await reader.ReadToEndAsync(invocation.CancellationToken).ConfigureAwait(false);
    }
}
