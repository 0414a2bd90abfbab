using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>A folder: the names that processes see, the names that the device has, and the changes between them.</summary>
internal sealed class SimulatedFolder(ulong number, long time) : SimulatedNode(number, time)
{
    private const long FolderSize = 4096;

    private readonly List<PendingNames> _pending = [];
    private readonly Dictionary<string, SimulatedNode> _live = new(StringComparer.Ordinal);
    private Dictionary<string, SimulatedNode> _durable = new(StringComparer.Ordinal);

    internal override FileType Type => FileType.Folder;

    internal override long Size => FolderSize;

    internal bool DeniesAll { get; set; }

    internal IReadOnlyDictionary<string, SimulatedNode> Entries => _live;

    internal SimulatedNode? Find(string name) => _live.GetValueOrDefault(name);

    internal void Add(string name, SimulatedNode node) => Change(new PendingNames(null, name, node));

    internal void Remove(string name) => Change(new PendingNames(name, null, null));

    /// <summary>Both names in one change: a crash keeps both sides of a rename within a folder, or neither.</summary>
    internal void Rename(string name, string newName, SimulatedNode node) => Change(new PendingNames(name, newName, node));

    internal void Flush()
    {
        foreach (var names in _pending)
        {
            Apply(_durable, names);
        }

        _pending.Clear();
    }

    internal void ForgetPending() => _pending.Clear();

    private protected override SimulatedNode CopyAfterPowerCut(
        CrashMode mode,
        Random random,
        Dictionary<SimulatedNode, SimulatedNode> copies)
    {
        var names = new Dictionary<string, SimulatedNode>(_durable, StringComparer.Ordinal);
        var keepsAll = mode == CrashMode.KeepAll || (mode == CrashMode.Torn && random.Next(2) == 0);
        foreach (var change in _pending)
        {
            if (keepsAll || (mode != CrashMode.LoseAll && random.Next(2) == 0))
            {
                Apply(names, change);
            }
        }

        var copy = new SimulatedFolder(Number, Modified) { DeniesAll = DeniesAll };
        copies[this] = copy;
        foreach (var (name, node) in names)
        {
            copy._live[name] = node.AfterPowerCut(mode, random, copies);
        }

        copy._durable = new Dictionary<string, SimulatedNode>(copy._live, StringComparer.Ordinal);
        return copy;
    }

    private void Change(PendingNames names)
    {
        Apply(_live, names);
        _pending.Add(names);
    }

    private static void Apply(Dictionary<string, SimulatedNode> entries, PendingNames names)
    {
        if (names.Removed is not null)
        {
            entries.Remove(names.Removed);
        }

        if (names.Added is not null)
        {
            entries[names.Added] = names.Node!;
        }
    }

    private readonly record struct PendingNames(string? Removed, string? Added, SimulatedNode? Node);
}
