using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Backlog;

/// <summary><c>tickets backlog update ITEM</c>.</summary>
internal static class UpdateItemCommand
{
    private static readonly Argument<BacklogItemId> Id = BacklogCommands.Id();
    private static readonly Option<string?> Title = Options.Text("A new title.", "--title", "-t");
    private static readonly Option<string?> Status = Options.Word(EnumTexts.BacklogStatus, "A new status.", "--status", "-s");
    private static readonly Option<string?> AssignedTo = Options.Text("Who is to do it; empty for nobody.", "--assigned-to", "-a");
    private static readonly Option<string?> Owner = Options.Text("Who wants it.", "--product-owner");
    private static readonly Option<string?> Sprint = Options.Text(
        "The sprint's identifier; empty takes the item out of its sprint.", "--sprint");
    private static readonly Option<string?> SprintName = Options.Text("The sprint's name. Default: its identifier.", "--sprint-name");
    private static readonly Option<string[]> Done = Options.Many("A condition of done, beside those it has.", "--done");
    private static readonly ItemFields Fields = new();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    private static readonly Option[] Changes = [Title, Status, AssignedTo, Owner, Sprint, SprintName, Done, .. Fields.All];

    internal static Command Build(CommandFrame frame) =>
        frame.Define("update", "Changes fields of a backlog item.", [Id, .. Changes, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (!Array.Exists(Changes, invocation.Has))
        {
            throw CommandFailedException.Usage(
                "No field is given, so there is nothing to change: give at least one, such as --status ready.");
        }

        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        await Fields.CheckAsync(invocation, store).ConfigureAwait(false);
        var item = await store.UpdateAsync<BacklogItem>(
            invocation.Get(Id).Key, before => Change(invocation, before), invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "updated",
            item.Key,
            $"Updated backlog item {item.Id}",
            ("title", invocation.Get(Title)),
            ("status", invocation.Get(Status)),
            ("sprint", invocation.Get(Sprint)));
        return ExitCodes.Success;
    }

    private static BacklogItem Change(Invocation invocation, BacklogItem before)
    {
        var item = Fields.Apply(invocation, before) with
        {
            Title = invocation.Get(Title) ?? before.Title,
            Status = Options.Read(EnumTexts.BacklogStatus, invocation.Get(Status)) ?? before.Status,
            AssignedTo = invocation.Get(AssignedTo) ?? before.AssignedTo,
            ProductOwner = invocation.Get(Owner) ?? before.ProductOwner,
            DefinitionOfDone = before.DefinitionOfDone.Concat(invocation.Get(Done)!).ToValueList(),
        };
        return invocation.Get(Sprint) switch
        {
            null => item,
            "" => item.RemoveFromSprint(),
            { } sprint => item.AssignToSprint(sprint, invocation.Get(SprintName)),
        };
    }
}
