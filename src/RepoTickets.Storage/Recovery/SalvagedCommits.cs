using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Journal;
using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Recovery;

/// <summary>
/// Decides which files may be given what commits around a break in the journal say. What happened between them is unknown, so a commit
/// behind the break counts only as a whole, and only where each of its files is what it left, or what it found.
/// </summary>
internal sealed class SalvagedCommits
{
    private readonly Dictionary<string, FileHistory> _histories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _equal = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);

    private SalvagedCommits()
    {
    }

    /// <summary>Files that are to be replaced, with their bytes; null for those to be removed.</summary>
    internal IEnumerable<(string Path, byte[]? Bytes)> ToPutInPlace =>
        _histories.Where(pair => !_equal.Contains(pair.Key) && !_doubtful.Contains(pair.Key)).Select(
            static pair => (pair.Key, pair.Value.Final));

    /// <summary>Files of which nobody can say whether the commit's bytes belong there.</summary>
    internal IEnumerable<(string Path, byte[]? Bytes)> Doubtful => _doubtful.Select(path => (path, _histories[path].Final));

    internal static SalvagedCommits Judge(
        IFileSystem fileSystem, StoreLayout layout, IReadOnlyList<JournalCommit> kept, IReadOnlyList<JournalCommit> salvaged)
    {
        var judged = new SalvagedCommits();
        foreach (var (path, history) in FileHistory.Collect([.. kept, .. salvaged]))
        {
            judged._histories.Add(path, history);
            judged.Judge(path, history, fileSystem.ReadFile(layout.Absolute(path), int.MaxValue)?.Bytes);
        }

        while (salvaged.Any(judged.TryCastDoubtOnTheRestOf))
        {
            // Each round makes more files doubtful, so it ends.
        }

        return judged;
    }

    private void Judge(string path, FileHistory history, byte[]? current)
    {
        if (history.IsTheirs || (
            current is null ? history.Final is null : history.Final is not null && current.AsSpan().SequenceEqual(history.Final)))
        {
            _equal.Add(path);
        }
        else if (!history.Knows(current) && (current is null || !TornFile.IsTorn(current, history.Written)))
        {
            _doubtful.Add(path);
        }
    }

    /// <summary>A commit with one doubtful file is doubtful in all that is not there already: half a commit must not appear.</summary>
    private bool TryCastDoubtOnTheRestOf(JournalCommit commit)
    {
        var paths = commit.Changes.SelectMany(
            static change => new[] { change.BeforePath, change.AfterPath }).OfType<string>().Distinct().ToList();
        var rest = paths.FindAll(path => !_equal.Contains(path) && !_doubtful.Contains(path));
        if (commit.IsExternal || rest.Count == 0 || !paths.Exists(_doubtful.Contains))
        {
            return false;
        }

        _doubtful.UnionWith(rest);
        return true;
    }
}
