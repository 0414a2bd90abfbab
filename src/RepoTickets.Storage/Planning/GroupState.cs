using RepoTickets.Storage.Committing;
using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Planning;

/// <summary>
/// What the commits planned so far in one group leave behind: the next one is planned on top of it, although nothing is written yet.
/// </summary>
internal sealed class GroupState(long position, DateTimeOffset now, bool isBuffered, PendingFiles? pending = null)
{
    private readonly Dictionary<string, FileChange?> _files = new(StringComparer.Ordinal);
    private readonly HashSet<DocumentKey> _names = [];
    private readonly HashSet<DocumentKey> _chosen = [];
    private readonly Dictionary<DocumentKey, Document> _written = [];
    private readonly Dictionary<string, int> _highest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _listed = new(StringComparer.Ordinal);
    private ILookup<string, string>? _backlogItems;

    /// <summary>The position of the last commit so far.</summary>
    internal long Position { get; private set; } = position;

    /// <summary>The time of the group.</summary>
    internal DateTimeOffset Now { get; } = now;

    /// <summary>Commits of this group are not flushed.</summary>
    internal bool IsBuffered { get; } = isBuffered;

    internal long NowMicroseconds => (Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A file that the group, or a commit whose files wait, has changed: its bytes, or null when the group deleted it.</summary>
    internal bool TryGetFile(string relativePath, out byte[]? bytes)
    {
        if (_files.TryGetValue(relativePath, out var change) || (change = pending?.Find(relativePath)) is not null)
        {
            bytes = change?.After;
            return true;
        }

        bytes = null;
        return false;
    }

    /// <summary>The change that gives a file its bytes, when these are canonical: nothing need be read to edit it again.</summary>
    internal FileChange? FindCanonical(string relativePath) =>
        (_files.TryGetValue(relativePath, out var change) ? change : pending?.Find(relativePath)) is { IsCanonical: true } canonical
            ? canonical
            : null;

    internal int HighestNumber(string scope) => _highest.GetValueOrDefault(scope);

    internal void NoteNumber(string scope, int number) => _highest[scope] = Math.Max(number, HighestNumber(scope));

    /// <summary>
    /// The highest number that the folders of a scope hold. Planning changes no files and other writers are locked out, so one look serves
    /// the whole group, be it to delete thousands.
    /// </summary>
    internal int ListedNumber(string scope, Func<int> list)
    {
        if (!_listed.TryGetValue(scope, out var number))
        {
            _listed.Add(scope, number = list());
        }

        return number;
    }

    /// <summary>The identifiers of the files of backlog items, whatever the case; one look serves the whole group.</summary>
    internal ILookup<string, string> ListedBacklogItems(Func<IEnumerable<string>> list) =>
        _backlogItems ??= list().ToLookup(static id => id, StringComparer.OrdinalIgnoreCase);

    internal bool HasName(DocumentKey key) => _names.Contains(key);

    internal void NoteName(DocumentKey key) => _names.Add(key);

    /// <summary>
    /// The identifier was chosen by this group, a moment ago, after a look at the files: nothing has the name. Should an editor take it in
    /// the meantime, the rename at the end does not replace what is there.
    /// </summary>
    internal bool HasChosen(DocumentKey key) => _chosen.Contains(key);

    internal void NoteChosen(DocumentKey key) => _chosen.Add(key);

    /// <summary>Documents that the group has written so far.</summary>
    internal IReadOnlyCollection<Document> Written => _written.Values;

    internal void Accept(JournalCommit commit, IEnumerable<Document> documents)
    {
        Position = commit.Position;
        _chosen.Clear();
        foreach (var document in documents)
        {
            _written[document.Key] = document;
        }

        foreach (var change in commit.Changes)
        {
            if (change.BeforePath is not null && change.BeforePath != change.AfterPath)
            {
                _files[change.BeforePath] = null;
            }

            if (change.AfterPath is not null)
            {
                _files[change.AfterPath] = change;
            }
        }
    }
}
