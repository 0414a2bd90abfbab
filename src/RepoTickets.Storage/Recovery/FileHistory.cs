using RepoTickets.Storage.Journal;

namespace RepoTickets.Storage.Recovery;

/// <summary>What the journal knows of one file: every content it had, and the one it must have now.</summary>
internal sealed class FileHistory
{
    private readonly HashSet<DocumentVersion> _known = [];
    private readonly List<byte[]> _written = [];

    /// <summary>The content that the last commit gave it; null when it was deleted.</summary>
    internal byte[]? Final { get; private set; }

    /// <summary>Somebody else changed it after our last commit, and that was recorded: it is not ours to restore.</summary>
    internal bool IsTheirs { get; private set; }

    internal IReadOnlyList<byte[]> Written => _written;

    internal bool Knows(byte[]? current) => _known.Contains(current is null ? DocumentVersion.None : DocumentVersion.Of(current));

    /// <summary>Collects the histories of all files that the commits touch, in the order in which they are to be put in place.</summary>
    internal static IReadOnlyList<KeyValuePair<string, FileHistory>> Collect(IEnumerable<JournalCommit> commits)
    {
        var histories = new Dictionary<string, FileHistory>(StringComparer.Ordinal);
        var order = new List<string>();
        FileHistory Of(string path)
        {
            if (!histories.TryGetValue(path, out var history))
            {
                histories.Add(path, history = new());
                order.Add(path);
            }

            return history;
        }

        foreach (var commit in commits)
        {
            foreach (var change in commit.Changes)
            {
                if (change.AfterPath is { } after)
                {
                    Of(after).Replace(
                        after == change.BeforePath
                            ? OwnBefore(commit, change)
                            : null, change.After!, after != change.BeforePath, commit.IsExternal);
                }

                if (change.BeforePath is { } before && before != change.AfterPath)
                {
                    Of(before).Remove(OwnBefore(commit, change), commit.IsExternal);
                }
            }
        }

        return order.ConvertAll(path => KeyValuePair.Create(path, histories[path]));
    }

    /// <summary>
    /// What an external change tells of the state before it is for the feed: it may be written anew from memory, and nothing in the files
    /// may be replaced because of it.
    /// </summary>
    private static byte[]? OwnBefore(JournalCommit commit, FileChange change) => commit.IsExternal ? null : change.Before;

    private void Replace(byte[]? before, byte[] after, bool wasAbsent, bool isExternal)
    {
        Know(before, wasAbsent);
        _known.Add(DocumentVersion.Of(after));
        _written.Add(after);
        Final = after;
        IsTheirs = isExternal;
    }

    private void Remove(byte[]? before, bool isExternal)
    {
        Know(before, wasAbsent: false);
        _known.Add(DocumentVersion.None);
        Final = null;
        IsTheirs = isExternal;
    }

    private void Know(byte[]? before, bool wasAbsent)
    {
        if (wasAbsent)
        {
            _known.Add(DocumentVersion.None);
        }
        else if (before is not null)
        {
            _known.Add(DocumentVersion.Of(before));
        }
    }
}
