extern alias triage;

using System.Buffers.Binary;
using RepoTickets.Fuzz.Generation;
using triage::RepoTickets.LogTriage;
using triage::RepoTickets.LogTriage.Grouping.State;
using Crc32C = triage::RepoTickets.Storage.Journal.Crc32C;

namespace RepoTickets.Fuzz.Targets;

/// <summary>
/// The state of grouping as records with right checksums, whatever is in them: an input is a row of records, each a length of 16 bits and
/// its payload. A grouper that takes the state must go on grouping.
/// </summary>
internal sealed class GroupStateTarget : MutatedTarget
{
    private static readonly Tests.FakeTime Time = new(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    internal override string Name => "group-state";

    internal override long AllocationFloor => 16 * 1024 * 1024;

    protected override IReadOnlyList<string> Tokens { get; } =
    [
        "F", "S", "A", "M", "R", "P", "D", "E", "\0\0\0\0", "\u0001\0\0\0\0\0\0\0", "\u007f\u007f\u007f\u007f", "m Timeout of * ms",
    ];

    protected override byte[] Generate(Random random)
    {
        using var grouper = LogGrouping.Create(time: Time);
        var ids = new List<LogGroupId>();
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            ids.Add(grouper.Assign(new LogEntry
            {
                Message = $"Timeout of {random.Next(100)} {(char)('a' + random.Next(4))} in {(char)('a' + random.Next(20))}bc",
                Service = random.Next(2) == 0 ? "s" : null,
                ExceptionType = random.Next(3) == 0 ? "a.B" : null,
            }).Id);
        }

        if (random.Next(2) == 0 && ids.Distinct().Count() > 1)
        {
            try
            {
                grouper.Merge(ids[0], ids[^1]);
            }
            catch (ArgumentException)
            {
                // One of them is not there any more, or they are one already.
            }
        }

        return Unframe(grouper.ExportState());
    }

    internal override string Check(byte[] input)
    {
        var snapshot = Frame(input);
        var outcome = Use(() => LogGrouping.Open(new MemoryStore(snapshot, journal: null), time: Time));
        Use(() => LogGrouping.Open(new MemoryStore(null, input), time: Time));
        var journal = new byte[snapshot.Length + 8];
        snapshot.AsSpan(0, 8).CopyTo(journal);
        var batch = snapshot.AsSpan(8);
        BinaryPrimitives.WriteInt32LittleEndian(journal.AsSpan(8), batch.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(journal.AsSpan(12), Crc32C.Compute(batch) ^ GroupRecordWriter.BatchMark);
        batch.CopyTo(journal.AsSpan(16));
        Use(() => LogGrouping.Open(new MemoryStore(null, journal), time: Time));
        return outcome;
    }

    private static string Use(Func<ILogGroupRegistry> open)
    {
        ILogGroupRegistry grouper;
        try
        {
            grouper = open();
        }
        catch (GroupStateException exception)
        {
            Assert.True(exception.Message.Length > 10, "A state was refused without a reason.");
            return "refused";
        }

        using (grouper)
        {
            for (var number = 0; number < 3; number++)
            {
                var entry = new LogEntry { Message = $"Timeout of {number} a in bc", Service = "s" };
                var id = grouper.Assign(entry).Id;
                Assert.Equal(grouper.Resolve(id), grouper.Resolve(grouper.Explain(entry).Id));
            }

            var exported = grouper.ExportState();
            grouper.MergeState(exported);
            Assert.Equal(exported, grouper.ExportState());
        }

        return "read";
    }

    private static byte[] Frame(byte[] input)
    {
        var writer = new GroupRecordWriter();
        writer.Header();
        var bytes = new List<byte>(writer.Output.WrittenSpan.ToArray());
        for (var at = 0; at + 2 < input.Length;)
        {
            var length = Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(at)), 1, input.Length - at - 2);
            var payload = input.AsSpan(at + 2, length);
            bytes.AddRange(BitConverter.GetBytes(length));
            bytes.AddRange(BitConverter.GetBytes(Crc32C.Compute(payload)));
            bytes.AddRange(payload);
            at += 2 + length;
        }

        return [.. bytes];
    }

    private static byte[] Unframe(byte[] state)
    {
        var input = new List<byte>();
        for (var at = GroupRecordWriter.HeaderLength; at < state.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(state.AsSpan(at));
            input.AddRange(BitConverter.GetBytes((ushort)length));
            input.AddRange(state.AsSpan(at + 8, length));
            at += 8 + length;
        }

        return [.. input];
    }

    private sealed class MemoryStore(byte[]? snapshot, byte[]? journal) : IGroupStateStore
    {
        public byte[]? ReadSnapshot() => snapshot;

        public byte[]? ReadJournal() => journal;

        public void AppendJournal(long position, ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("Nothing is saved here.");

        public void ReplaceSnapshot(ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("Nothing is saved here.");

        public void Dispose()
        {
        }
    }
}
