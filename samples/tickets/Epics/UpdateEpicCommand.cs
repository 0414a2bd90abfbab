using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic update ID</c>.</summary>
internal static class UpdateEpicCommand
{
    private static readonly Argument<EpicId> Id = EpicCommands.Id();
    private static readonly Option<string?> Title = Options.Text("A new title.", "--title", "-t");
    private static readonly Option<string?> Description = Options.Text("A new description.", "--description", "-d");
    private static readonly Option<string?> Status = Options.Word(EnumTexts.EpicStatus, "A new status.", "--status", "-s");
    private static readonly Option<TicketPriority?> Priority = Options.Parsed<TicketPriority>("A new priority.", "--priority", "-p");
    private static readonly Option<string?> Owner = Options.Text("Who answers for it.", "--owner");
    private static readonly Option<string?> TargetVersion = Options.Text("The version it is to be in.", "--target-version");
    private static readonly Option<DateTimeOffset?> TargetDate = Options.Date("When it is to be done.", "--target-date");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    private static readonly Option[] Fields = [Title, Description, Status, Priority, Owner, TargetVersion, TargetDate];

    internal static Command Build(CommandFrame frame) =>
        frame.Define("update", "Changes fields of an epic.", [Id, .. Fields, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (!Array.Exists(Fields, invocation.Has))
        {
            throw CommandFailedException.Usage(
                "No field is given, so there is nothing to change: give at least one, such as --status active.");
        }

        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var epic = await store.UpdateAsync<Epic>(
            invocation.Get(Id).Key, before => Change(invocation, before), invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "updated",
            epic.Key,
            $"Updated epic {epic.Id}",
            ("title", invocation.Get(Title)),
            ("description", invocation.Get(Description)),
            ("status", invocation.Get(Status)),
            ("priority", invocation.Get(Priority)?.Value),
            ("owner", invocation.Get(Owner)),
            ("target_version", invocation.Get(TargetVersion)),
            ("target_date", Texts.Day(invocation.Get(TargetDate))));
        return ExitCodes.Success;
    }

    private static Epic Change(Invocation invocation, Epic epic)
    {
        var changed = epic with
        {
            Title = invocation.Get(Title) ?? epic.Title,
            Description = invocation.Get(Description) ?? epic.Description,
            Priority = invocation.Get(Priority) ?? epic.Priority,
            Owner = invocation.Get(Owner) ?? epic.Owner,
            TargetVersion = invocation.Get(TargetVersion) ?? epic.TargetVersion,
            TargetDate = invocation.Get(TargetDate) ?? epic.TargetDate,
        };

        // Completing an epic notes when that was.
        return Options.Read(EnumTexts.EpicStatus, invocation.Get(Status)) switch
        {
            null => changed,
            EpicStatus.Completed when epic.Status != EpicStatus.Completed => changed.Complete(invocation.Terminal.Time),
            { } status => changed with { Status = status },
        };
    }
}
