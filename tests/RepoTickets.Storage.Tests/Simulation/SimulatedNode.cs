using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>What a name leads to: a file, a folder or something special.</summary>
internal abstract class SimulatedNode(ulong number, long time)
{
    internal ulong Number { get; } = number;

    internal long Modified { get; set; } = time;

    internal long Changed { get; set; } = time;

    internal bool DeniesWriting { get; set; }

    internal abstract FileType Type { get; }

    internal virtual long Size => 0;

    internal FileStatus Status => new(Type, new FileStamp(Size, Modified, Changed, Number));

    internal void Touch(long time)
    {
        Modified = time;
        Changed = time;
    }

    /// <summary>The node as a power cut leaves it, all of it durable. A node that has several names is copied once.</summary>
    internal SimulatedNode AfterPowerCut(CrashMode mode, Random random, Dictionary<SimulatedNode, SimulatedNode> copies)
    {
        if (!copies.TryGetValue(this, out var copy))
        {
            copy = CopyAfterPowerCut(mode, random, copies);
            copy.Changed = Changed;
            copy.DeniesWriting = DeniesWriting;
        }

        return copy;
    }

    private protected abstract SimulatedNode CopyAfterPowerCut(
        CrashMode mode, Random random, Dictionary<SimulatedNode, SimulatedNode> copies);
}

/// <summary>A link, a pipe or a device.</summary>
internal sealed class SimulatedSpecial(ulong number, long time, FileType type, string target) : SimulatedNode(number, time)
{
    internal override FileType Type => type;

    internal string Target => target;

    internal override long Size => target.Length;

    private protected override SimulatedNode CopyAfterPowerCut(
        CrashMode mode,
        Random random,
        Dictionary<SimulatedNode, SimulatedNode> copies) => copies[this] = new SimulatedSpecial(Number, Modified, type, target);
}
