using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Backlog;

/// <summary><c>tickets backlog list</c>: by priority score, highest first.</summary>
internal static class ListItemsCommand
{
    private static readonly Option<string?> Status = Options.Word(EnumTexts.BacklogStatus, "Only this status.", "--status", "-s");
    private static readonly Option<EpicId?> Epic = Options.Parsed<EpicId>("Only of this epic.", "--epic");
    private static readonly Option<string?> Sprint = Options.Text("Only of this sprint, by identifier.", "--sprint");
    private static readonly Option<string> Format = OutputFormat.ForLists();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("list", "Lists the backlog, highest score first.", [Status, Epic, Sprint, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
        var found = await invocation.ListAsync<BacklogItem>().ConfigureAwait(false);
        var status = Options.Read(EnumTexts.BacklogStatus, invocation.Get(Status));
        var items = found.Documents
            .Where(item => status is null || item.Status == status)
            .Where(item => invocation.Get(Epic) is not { } epic || item.EpicId == epic)
            .Where(item => invocation.Get(Sprint) is not { } sprint || item.SprintId == sprint)
            .OrderByDescending(item => item.GetPriorityScore(configuration)).ThenBy(static item => item.Id).ToList();
        ListPrinter.Print(
            invocation,
            invocation.Get(Format)!,
            BacklogListing.For(configuration),
            items,
            "No backlog items found.",
            new() { Summary = Texts.Count(items.Count, "item"), Faults = found.Faults });
        return ExitCodes.Success;
    }
}
