using System.CommandLine;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary>
/// <c>tickets undo</c>: a new commit that takes the last one back. It is refused when something of what was before is not known, or when anything has
/// changed since. Undoing an undo does again what was done.
/// </summary>
internal static class UndoCommand
{
    private const string Source = "undo";

    private static readonly Option<bool> DryRun = Options.Flag("Shows what would be done.", "--dry-run");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define("undo", "Takes the last commit back, whoever made it.", [DryRun, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        await store.RefreshAsync(invocation.CancellationToken).ConfigureAwait(false);
        var commit = await ReadLastAsync(store, invocation.CancellationToken).ConfigureAwait(false);
        var changes = commit.Changes.Reverse().Select(change => Reverse(commit, change)).ToList();
        if (commit.Source == "external" && !invocation.Get(DryRun))
        {
            await invocation.ConfirmAsync("The last commit is what an editor, git or another program did to the files. Take it back?").ConfigureAwait(false);
        }

        if (!invocation.Get(DryRun))
        {
            await store.CommitAsync(
                new([.. changes])
                {
                    TouchUpdatedAt = false,
                    Source = Source,
                    CausationId = commit.Position.ToString(CultureInfo.InvariantCulture),
                },
                invocation.CancellationToken).ConfigureAwait(false);
        }

        Print(invocation, commit, changes);
        return ExitCodes.Success;
    }

    private static async ValueTask<Commit> ReadLastAsync(ITicketStore store, CancellationToken cancellationToken)
    {
        var position = await store.Feed.GetPositionAsync(cancellationToken).ConfigureAwait(false);
        if (position == 0)
        {
            throw CommandFailedException.NotFound("Nothing has been committed yet, so there is nothing to undo.");
        }

        var commits = await store.Feed.ReadAsync(position - 1, 1, cancellationToken).ConfigureAwait(false);
        return commits.Count > 0 && commits[0].Position == position
            ? commits[0]
            : throw CommandFailedException.NotFound("The last commit is not in the feed any more, so it cannot be undone.");
    }

    private static DocumentChange Reverse(Commit commit, CommittedChange change)
    {
        if (change.Key.Kind == DocumentKind.Lease)
        {
            throw CommandFailedException.Conflict(
                $"Commit {commit.Position} granted, renewed or gave back the claim of {change.Key.Id}: that cannot be undone. 'tickets agent release' gives a claim back.");
        }

        return change switch
        {
            { IsUnreadable: true } => throw CommandFailedException.Conflict(
                $"Commit {commit.Position} left {change.Key} unreadable: mend the file by hand. 'tickets verify' says what is wrong with it."),
            { BeforeIsKnown: false } => throw CommandFailedException.Conflict(
                $"What {change.Key} was before commit {commit.Position} is not known, since another program changed its file: use the history of the repository."),
            { Before: null, After: { } made } => DocumentChange.Delete(made),
            { Before: { } before, After: { } after } => DocumentChange.Update(before with { Version = after.Version }),
            { Before: { } deleted, After: null } => DocumentChange.Create(deleted),
            _ => throw CommandFailedException.Conflict($"Commit {commit.Position} did nothing to {change.Key} that could be undone."),
        };
    }

    private static void Print(Invocation invocation, Commit commit, List<DocumentChange> changes)
    {
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "undo", writer =>
            {
                writer.WriteNumber("position", commit.Position);
                writer.WriteBoolean("dry_run", invocation.Get(DryRun));
                writer.Objects("changes", changes, static (writer, change) =>
                {
                    writer.WriteString("action", Word(change.Kind));
                    writer.WriteString("document", EnumTexts.DocumentKind.Write(change.Key.Kind));
                    writer.WriteString("id", change.Key.Id);
                });
            });
            return;
        }

        invocation.Output.Write(invocation.Get(DryRun)
            ? $"Would undo commit {commit.Position} of {Texts.Minute(commit.CommittedAt)}\n"
            : $"✓ Undid commit {commit.Position} of {Texts.Minute(commit.CommittedAt)}\n");
        foreach (var change in changes)
        {
            invocation.Output.Write($"  {Word(change.Kind)} {change.Key}\n");
        }
    }

    private static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "brought-back",
        ChangeKind.Delete => "deleted",
        _ => "restored",
    };
}
