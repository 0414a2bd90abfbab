using System.Buffers.Binary;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>A file: the bytes that processes see, the bytes that the device has, and the writes between them.</summary>
internal sealed class SimulatedFile(ulong number, long time) : SimulatedNode(number, time)
{
    private const int BlockLength = 512;

    private readonly List<PendingWrite> _pending = [];
    private readonly SortedSet<int> _pendingWords = [];
    private SimulatedBytes _live = new();
    private SimulatedBytes _durable = new();

    internal override FileType Type => FileType.Regular;

    internal override long Size => _live.Length;

    internal ReadOnlySpan<byte> Bytes => _live.Span;

    internal void Write(int position, ReadOnlySpan<byte> bytes)
    {
        _live.Write(position, bytes);
        _pending.Add(new PendingWrite(position, bytes.ToArray()));
    }

    internal void SetLength(int length)
    {
        _live.SetLength(length);
        _pending.Add(new PendingWrite(length, null));
    }

    internal long ReadWord(int index) => BinaryPrimitives.ReadInt64LittleEndian(_live.Span[(index * sizeof(long))..]);

    /// <summary>
    /// Stores through a mapping: no write that a flush or a fault would see, only memory that the device may have or not.
    /// </summary>
    internal void StoreWord(int index, long value)
    {
        StoreWord(_live, index, value);
        _pendingWords.Add(index);
    }

    internal void Flush()
    {
        foreach (var write in _pending)
        {
            Apply(_durable, write);
        }

        foreach (var index in _pendingWords)
        {
            StoreWord(_durable, index, ReadWord(index));
        }

        ForgetPending();
    }

    /// <summary>
    /// A flush that failed: the kernel takes the pages for clean, so no later flush writes them. Processes go on seeing them.
    /// </summary>
    internal void ForgetPending()
    {
        _pending.Clear();
        _pendingWords.Clear();
    }

    private protected override SimulatedNode CopyAfterPowerCut(
        CrashMode mode,
        Random random,
        Dictionary<SimulatedNode, SimulatedNode> copies)
    {
        var bytes = _durable.Copy();
        foreach (var write in _pending)
        {
            ApplyByChance(bytes, write, mode, random);
        }

        foreach (var index in _pendingWords)
        {
            if (mode == CrashMode.KeepAll || (mode != CrashMode.LoseAll && random.Next(2) == 0))
            {
                StoreWord(bytes, index, ReadWord(index));
            }
        }

        var copy = new SimulatedFile(Number, Modified) { _live = bytes, _durable = bytes.Copy() };
        copies[this] = copy;
        return copy;
    }

    private static void StoreWord(SimulatedBytes bytes, int index, long value)
    {
        Span<byte> word = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(word, value);
        bytes.Write(index * sizeof(long), word);
    }

    private static void ApplyByChance(SimulatedBytes bytes, PendingWrite write, CrashMode mode, Random random)
    {
        switch (mode)
        {
            case CrashMode.KeepAll:
            case CrashMode.Reordered when random.Next(2) == 0:
            case CrashMode.Torn when write.Bytes is null || random.Next(3) == 0:
                Apply(bytes, write);
                break;
            case CrashMode.Torn:
                Tear(bytes, write.Position, write.Bytes!, random);
                break;
            default:
                break;
        }
    }

    private static void Apply(SimulatedBytes bytes, PendingWrite write)
    {
        if (write.Bytes is null)
        {
            bytes.SetLength(write.Position);
        }
        else
        {
            bytes.Write(write.Position, write.Bytes);
        }
    }

    private static void Tear(SimulatedBytes bytes, int position, byte[] written, Random random)
    {
        if (random.Next(2) == 0)
        {
            bytes.Write(position, written.AsSpan(0, random.Next(written.Length + 1)));
            return;
        }

        // The length may be durable before the blocks are.
        if (bytes.Length < position + written.Length)
        {
            bytes.SetLength(position + written.Length);
        }

        for (var start = 0; start < written.Length;)
        {
            var end = Math.Min(written.Length, start + BlockLength - ((position + start) % BlockLength));
            switch (random.Next(3))
            {
                case 0:
                    bytes.Write(position + start, written.AsSpan(start, end - start));
                    break;
                case 1:
                    bytes.Write(position + start, new byte[end - start]);
                    break;
                default:
                    break; // the old bytes stay
            }

            start = end;
        }
    }

    /// <summary>Bytes at a position, or (no bytes) a new length.</summary>
    private readonly record struct PendingWrite(int Position, byte[]? Bytes);
}
