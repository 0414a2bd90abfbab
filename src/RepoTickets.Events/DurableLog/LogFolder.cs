using System.Globalization;
using RepoTickets.Storage.FileSystem;
using RepoTickets.Storage.Locking;

namespace RepoTickets.Events.DurableLog;

/// <summary>
/// The files of a log: segments <c>NUMBER.jsonl</c>, named by their first event; <c>lock</c>; and for each named subscriber its cursor,
/// lock and dead letters in <c>subscribers</c>.
/// </summary>
internal sealed class LogFolder(IFileSystem files, string root)
{
    private const string Extension = ".jsonl";
    private const int NumberLength = 19;

    internal IFileSystem Files { get; } = files;

    internal string Root { get; } = Path.GetFullPath(root);

    internal string LockPath => Path.Join(Root, "lock");

    private string SubscribersFolder => Path.Join(Root, "subscribers");

    internal string SegmentPath(long first) =>
        Path.Join(Root, first.ToString(CultureInfo.InvariantCulture).PadLeft(NumberLength, '0') + Extension);

    internal string CursorPath(string name) => Path.Join(SubscribersFolder, name + ".json");

    internal string SubscriberLockPath(string name) => Path.Join(SubscribersFolder, name + ".lock");

    internal string DeadLettersPath(string name) => Path.Join(SubscribersFolder, name + ".dead.jsonl");

    /// <summary>The first numbers of the segments, in order.</summary>
    internal List<long> ListSegments()
    {
        var segments = new List<long>();
        foreach (var name in Files.ListNames(Root) ?? [])
        {
            if (name.Length == NumberLength + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
                && long.TryParse(name.AsSpan(0, NumberLength), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                segments.Add(first);
            }
        }

        segments.Sort();
        return segments;
    }

    /// <summary>Makes what is not there, the parents of the folder as well.</summary>
    /// <param name="flush">
    /// The names are made durable, the folder's own too when it was there already: whoever made it may have died before that.
    /// </param>
    internal void Create(bool flush)
    {
        CreateWithParents(Root, flush);
        Files.CreateFolder(SubscribersFolder);
        if (flush && Path.GetDirectoryName(Root) is { } parent)
        {
            Files.FlushFolder(parent);
        }
    }

    internal static EventLogException Explain(FileSystemException exception, string consequence) =>
        new(StoreIo.Explain(exception, consequence).Message, exception);

    private void CreateWithParents(string folder, bool flush)
    {
        if (Files.GetStatus(folder) is not null)
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        CreateWithParents(parent, flush);
        Files.CreateFolder(folder);
        if (flush)
        {
            Files.FlushFolder(parent);
        }
    }
}
