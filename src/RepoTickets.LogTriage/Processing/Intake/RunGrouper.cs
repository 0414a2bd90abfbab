using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Grouping.State;
using RepoTickets.LogTriage.Intents;

namespace RepoTickets.LogTriage.Processing;

/// <summary>
/// The grouper of one run: that of the host, or one whose memory lies in the folder of triage. A dry run, and a run beside another one that
/// has the folder, read that memory and write nothing.
/// </summary>
internal sealed class RunGrouper : IDisposable
{
    private readonly ILogGroupRegistry? _own;
    private readonly ILogGroupRegistry? _durable;

    private RunGrouper(ILogGrouper grouper, ILogGroupRegistry? own, ILogGroupRegistry? durable) => (Grouper, _own, _durable) = (grouper, own, durable);

    internal ILogGrouper Grouper { get; }

    /// <exception cref="TriageStateException">The memory cannot be read.</exception>
    internal static RunGrouper Open(TriageParts parts)
    {
        var isReal = parts.Options.Mode == TriageMode.Real;
        if (parts.Grouper is { } given)
        {
            return new RunGrouper(given, null, isReal ? given as ILogGroupRegistry : null);
        }

        try
        {
            if (isReal && OpenToWrite(parts) is { } opened)
            {
                return new RunGrouper(opened, opened, opened);
            }

            var looking = LogGrouping.Open(new LookingGroupStateStore(parts.Files, FolderOf(parts.Folder)), parts.GroupingOptions, parts.Time);
            return new RunGrouper(looking, looking, null);
        }
        catch (GroupStateException exception)
        {
            throw new TriageStateException($"Log groups cannot be recognised: {exception.Message}", exception);
        }
    }

    /// <summary>What was assigned so far keeps its names whatever happens.</summary>
    internal ValueTask SaveAsync(CancellationToken cancellationToken) => _durable?.SaveAsync(cancellationToken) ?? default;

    public void Dispose() => _own?.Dispose();

    private static string FolderOf(StateFolder folder) => Path.Join(folder.Root, "groups");

    private static ILogGroupRegistry? OpenToWrite(TriageParts parts)
    {
        FileGroupStateStore store;
        try
        {
            store = new FileGroupStateStore(parts.Files, FolderOf(parts.Folder));
        }
        catch (GroupStateException exception) when (exception.InnerException is null)
        {
            // Another run has it. The names of groups follow from their records, so only what is learnt meanwhile is not shared.
            Log.GroupsInUse(parts.Logger, exception.Message);
            return null;
        }

        return LogGrouping.Open(store, parts.GroupingOptions, parts.Time);
    }
}

/// <summary>Reads the memory of groups without a lock and without a byte written.</summary>
internal sealed class LookingGroupStateStore : IGroupStateStore
{
    private const long LongestFile = 1L << 30;

    private readonly byte[]? _journal;
    private readonly byte[]? _snapshot;

    internal LookingGroupStateStore(Storage.FileSystem.IFileSystem files, string folder)
    {
        try
        {
            // In this order: a snapshot that is made in between holds the journal, and repeating it does nothing.
            _journal = files.ReadFile(Path.Join(folder, "groups.journal"), LongestFile)?.Bytes;
            _snapshot = files.ReadFile(Path.Join(folder, "groups.snapshot"), LongestFile)?.Bytes;
        }
        catch (Storage.FileSystem.FileSystemException exception)
        {
            throw new GroupStateException($"The state of log groups in {folder} cannot be read: {exception.Message}", exception);
        }
    }

    public byte[]? ReadSnapshot() => _snapshot;

    public byte[]? ReadJournal() => _journal;

    public void AppendJournal(long position, ReadOnlySpan<byte> bytes)
    {
        // Nothing is kept.
    }

    public void ReplaceSnapshot(ReadOnlySpan<byte> bytes)
    {
        // Nothing is kept.
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
