using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Epics;

/// <summary><c>tickets epic list</c>: oldest first.</summary>
internal static class ListEpicsCommand
{
    private static readonly Option<string?> Status = Options.Word(EnumTexts.EpicStatus, "Only this status.", "--status", "-s");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) => frame.Define("list", "Lists epics, oldest first.", [Status, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var status = Options.Read(EnumTexts.EpicStatus, invocation.Get(Status));
        var found = await invocation.ListAsync<Epic>().ConfigureAwait(false);
        var epics = found.Documents.Where(epic => status is null || epic.Status == status)
            .OrderBy(static epic => epic.CreatedAt).ThenBy(static epic => epic.Id).ToList();
        ListPrinter.Print(
            invocation, invocation.Get(Format)!, EpicListing.Listing, epics, "No epics found.",
            new() { Summary = Texts.Count(epics.Count, "epic"), Faults = found.Faults });
        return ExitCodes.Success;
    }
}
