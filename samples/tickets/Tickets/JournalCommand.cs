using System.CommandLine;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets journal ID TEXT</c>: what was done, decided or met.</summary>
internal static class JournalCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Argument<string> Text = Options.Argument("TEXT", "What happened.");
    private static readonly Option<string> Type = MakeType();
    private static readonly Option<double?> Estimate = Options.Number("Estimated effort in hours.", "--estimate", "-e");
    private static readonly Option<double?> Spent = Options.Number("Hours spent.", "--spent", "-s");
    private static readonly Option<int?> Completion = Options.Integer("How much is done, in percent.", 0, 100, "--completion", "-c");
    private static readonly Option<string?> Milestone = Options.Text("The milestone it belongs to.", "--milestone", "-m");
    private static readonly Option<string?> Dependencies = Options.Text(
        "Tickets it depends on, separated by commas.", "--dependencies", "-d");
    private static readonly Option<string?> Risks = Options.Text("Risks, separated by commas.", "--risks", "-r");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "journal",
        "Adds an entry to a ticket's journal.",
        [Id, Text, Type, Estimate, Spent, Completion, Milestone, Dependencies, Risks, Format],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (string.IsNullOrWhiteSpace(invocation.Get(Text)))
        {
            throw CommandFailedException.Usage("The entry is empty: give a text, such as: tickets journal LOGIN-1 'Found the cause'");
        }

        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var dependencies = await FindAsync(invocation, store).ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var ids = new IdentifierGenerator();
        var entry = new JournalEntry
        {
            Author = origin.UserName,
            Email = origin.UserEmail,
            Content = invocation.Get(Text),
            EntryType = invocation.Get(Type)!,
            EffortEstimateHours = invocation.Get(Estimate),
            EffortSpentHours = invocation.Get(Spent),
            CompletionPercentage = invocation.Get(Completion),
            Milestone = invocation.Get(Milestone),
            Dependencies = dependencies,
            Risks = Options.Split(invocation.Get(Risks)),
        };
        var ticket = await store.UpdateAsync(
            invocation.Get(Id), before => before.AddJournalEntry(entry, ids, invocation.Terminal.Time),
            invocation.CancellationToken).ConfigureAwait(false);
        var added = ticket.JournalEntries[^1];
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "journaled",
            ticket.Key,
            $"Added {added.EntryType} journal entry {added.Id} to ticket {ticket.Id}",
            ("entry_id", added.Id),
            ("estimated_effort", added.EffortEstimateHours is { } estimate ? Texts.Hours(estimate) : null),
            ("time_spent", added.EffortSpentHours is { } spent ? Texts.Hours(spent) : null),
            ("completion", added.CompletionPercentage is { } done ? done.ToString(CultureInfo.InvariantCulture) + "%" : null),
            ("milestone", added.Milestone),
            ("dependencies", Texts.Join(added.Dependencies)),
            ("risks", Texts.Join(added.Risks)));
        return ExitCodes.Success;
    }

    /// <exception cref="DocumentNotFoundException">One of the tickets that it depends on is not there.</exception>
    private static async ValueTask<ValueList<string>> FindAsync(Invocation invocation, ITicketStore store)
    {
        var found = new List<string>();
        foreach (var text in Options.Split(invocation.Get(Dependencies)?.ToUpperInvariant()))
        {
            found.Add((await store.RequireAsync(TicketId.Parse(text), invocation).ConfigureAwait(false)).Id.Value);
        }

        return found.ToValueList();
    }

    private static Option<string> MakeType()
    {
        string[] types = ["progress", "blocker", "milestone", "decision", "risk", "meeting"];
        var option = new Option<string>("--type", "-t")
        {
            Description = $"What kind of entry: {string.Join(", ", types)}. Default progress.",
            HelpName = "TYPE",
            DefaultValueFactory = static _ => "progress",
        };
        option.AcceptOnlyFromAmong(types);
        return option;
    }
}
