namespace RepoTickets.LogTriage.Tests.Grouping;

/// <summary>A store in memory that keeps what was flushed, and can fail at a chosen write, leaving a part of it behind.</summary>
internal sealed class MemoryGroupStore : IGroupStateStore
{
    internal byte[]? Snapshot { get; set; }

    internal byte[] Journal { get; set; } = [];

    internal int Writes { get; private set; }

    internal int FailAt { get; set; } = -1;

    public byte[]? ReadSnapshot() => Snapshot;

    public byte[]? ReadJournal() => Journal.Length == 0 ? null : Journal;

    public void AppendJournal(long position, ReadOnlySpan<byte> bytes)
    {
        var fails = Writes++ == FailAt;
        Journal = [.. Journal.AsSpan(0, (int)position), .. fails ? bytes[..(bytes.Length / 2)] : bytes];
        Check(fails);
    }

    public void ReplaceSnapshot(ReadOnlySpan<byte> bytes)
    {
        Check(Writes++ == FailAt);
        Snapshot = bytes.ToArray();
        Journal = [];
    }

    public void Dispose()
    {
    }

    internal MemoryGroupStore Copy() => new() { Snapshot = Snapshot, Journal = Journal };

    private static void Check(bool fails)
    {
        if (fails)
        {
            throw new GroupStateException("The device failed, as the test wanted.");
        }
    }
}
