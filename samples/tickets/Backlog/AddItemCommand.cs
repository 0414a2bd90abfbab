using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Backlog;

/// <summary><c>tickets backlog add TITLE</c>.</summary>
internal static class AddItemCommand
{
    private static readonly Argument<string> Title = Options.Argument(
        "TITLE", "What it is about. The identifier is made of its first word.");
    private static readonly ItemFields Fields = new();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("add", "Adds an item to the backlog.", [Title, .. Fields.All, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        await Fields.CheckAsync(invocation, store).ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var item = await store.CreateAsync(
            Fields.Apply(invocation, new() { Title = invocation.Get(Title), ProductOwner = origin.UserName }),
            invocation.CancellationToken).ConfigureAwait(false);
        var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "created",
            item.Key,
            $"Added backlog item {item.Id}: {SafeText.Line(item.Title, 200)}",
            ("priority_score", Texts.Number(item.GetPriorityScore(configuration))));
        return ExitCodes.Success;
    }
}
