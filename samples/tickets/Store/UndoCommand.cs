using System.CommandLine;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary>
/// <c>tickets undo</c>: a new commit that takes the last one back, with files as they were, byte for byte. It is refused when something of
/// what was before is not known, or when anything has changed since. Undoing an undo does again what was done.
/// </summary>
internal static class UndoCommand
{
    private const string Source = "undo";

    private static readonly Option<bool> DryRun = Options.Flag("Shows what would be done.", "--dry-run");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("undo", "Takes the last commit back, whoever made it.", [DryRun, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        await store.RefreshAsync(invocation.CancellationToken).ConfigureAwait(false);
        var commit = await ReadLastAsync(store, invocation.CancellationToken).ConfigureAwait(false);
        var changes = Join(commit.Changes).AsEnumerable().Reverse().Select(change => Reverse(commit, change)).ToList();
        if (commit.Source == "external" && !invocation.Get(DryRun))
        {
            await invocation.ConfirmAsync(
                "The last commit is what an editor, git or another program did to the files. Take it back?").ConfigureAwait(false);
        }

        IReadOnlyList<DocumentKey> writtenAnew = invocation.Get(DryRun)
            ? []
            : await CommitAsync(store, commit, changes, invocation.CancellationToken).ConfigureAwait(false);
        foreach (var key in writtenAnew)
        {
            invocation.Note(
                $"The former file of {key} is not kept, since another program changed it: {key} was written anew, without comments and " +
                "keys that only its file had.");
        }

        Print(invocation, commit, changes, writtenAnew);
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

    /// <summary>A ticket that lay in both folders has two changes: what it was is in the first, what it is in the last.</summary>
    private static List<CommittedChange> Join(IEnumerable<CommittedChange> changes)
    {
        var joined = new Dictionary<DocumentKey, CommittedChange>();
        foreach (var change in changes)
        {
            joined[change.Key] = joined.TryGetValue(change.Key, out var first)
                ? first with { After = change.After, IsUnreadable = change.IsUnreadable }
                : change;
        }

        return [.. joined.Values];
    }

    /// <summary>
    /// Commits, and gives the documents whose former files are not known, only what was in them: an edit by another program can leave that.
    /// </summary>
    private static async ValueTask<IReadOnlyList<DocumentKey>> CommitAsync(
        ITicketStore store, Commit undone, List<DocumentChange> changes, CancellationToken cancellationToken)
    {
        var set = new ChangeSet([.. changes])
        {
            TouchUpdatedAt = false,
            Source = Source,
            CausationId = undone.Position.ToString(CultureInfo.InvariantCulture),
        };
        try
        {
            await store.CommitAsync(set, cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (FormerFileExpiredException exception)
        {
            var unknown = exception.Keys.ToHashSet();
            await store.CommitAsync(
                set with
                {
                    Changes = set.Changes.Select(change => unknown.Contains(change.Key) ? Anew(change) : change).ToValueList(),
                    MayReuseIdentifiers = true,
                },
                cancellationToken).ConfigureAwait(false);
            return exception.Keys;
        }
    }

    private static DocumentChange Anew(DocumentChange restoration) => restoration.Kind == ChangeKind.Create
        ? DocumentChange.Create(restoration.Document!)
        : DocumentChange.Update(restoration.Document! with { Version = restoration.ExpectedVersion });

    private static DocumentChange Reverse(Commit commit, CommittedChange change)
    {
        if (change.Key.Kind == DocumentKind.Lease)
        {
            throw CommandFailedException.Conflict(
                $"Commit {commit.Position} granted, renewed or gave back the claim of {change.Key.Id}: that cannot be undone. 'tickets " +
                "agent release' gives a claim back.");
        }

        return change switch
        {
            { IsUnreadable: true } => throw CommandFailedException.Conflict(
                $"Commit {commit.Position} left {change.Key} unreadable: mend the file by hand. 'tickets verify' says what is wrong " +
                "with it."),
            { BeforeIsKnown: false } => throw CommandFailedException.Conflict(
                $"What {change.Key} was before commit {commit.Position} is not known, since another program changed its file: use the " +
                "history of the repository."),
            { Before: null, After: { } made } => DocumentChange.Delete(made),
            { Before: { } before, After: { } after } => DocumentChange.Restore(before, after.Version),
            { Before: { } deleted, After: null } => DocumentChange.Restore(deleted),
            _ => throw CommandFailedException.Conflict($"Commit {commit.Position} did nothing to {change.Key} that could be undone."),
        };
    }

    private static void Print(Invocation invocation, Commit commit, List<DocumentChange> changes, IReadOnlyList<DocumentKey> writtenAnew)
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
                writer.WriteStartArray("written_anew");
                foreach (var key in writtenAnew)
                {
                    writer.WriteStringValue(key.Id);
                }

                writer.WriteEndArray();
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
