using System.Buffers.Binary;
using System.Text;
using RepoTickets.LogTriage.Grouping.Canonical;
using RepoTickets.LogTriage.Grouping.Rules;
using RepoTickets.Storage.Journal;

namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>Reads what <see cref="GroupRecordWriter"/> wrote. Damage is told apart from a torn end.</summary>
internal static class GroupRecordReader
{
    private const int FrameHeader = 8;
    private const int LongestRecord = 1024 * 1024;
    private const int LongestBatch = 64 * 1024 * 1024;

    /// <summary>Reads a snapshot, which is whole or damaged: it replaced the one before in one step.</summary>
    /// <exception cref="GroupStateException">It is damaged, or of a newer version.</exception>
    internal static void ReadSnapshot(ReadOnlySpan<byte> bytes, GroupStateContent content)
    {
        CheckHeader(bytes, "snapshot", content);
        var end = GroupRecordWriter.HeaderLength + Records(bytes[GroupRecordWriter.HeaderLength..], content, out var isFinished);
        if (end != bytes.Length || !isFinished)
        {
            throw new GroupStateException(
                $"The snapshot of log groups is damaged at byte {end}. " +
                "Restore it from a copy, or delete it: learnt merges are then learnt again.");
        }
    }

    /// <summary>
    /// Reads a journal, which holds batches: what was appended at once, flushed before the next began. Returns how much of it is whole. A
    /// torn batch at the end is what a crash leaves, and is left out.
    /// </summary>
    /// <exception cref="GroupStateException">A batch is damaged and whole ones follow, or the journal is of a newer version.</exception>
    internal static int ReadJournal(ReadOnlySpan<byte> bytes, GroupStateContent content)
    {
        if (bytes.Length < GroupRecordWriter.HeaderLength)
        {
            return 0;
        }

        CheckHeader(bytes, "journal", content);
        var at = GroupRecordWriter.HeaderLength;
        while (FrameAt(bytes[at..], LongestBatch, GroupRecordWriter.BatchMark) is > 0 and var length)
        {
            Records(bytes.Slice(at + FrameHeader, length), content, out _);
            at += FrameHeader + length;
        }

        for (var later = at + 1; later < bytes.Length && later < at + LongestBatch; later++)
        {
            if (FrameAt(bytes[later..], LongestBatch, GroupRecordWriter.BatchMark) > 0)
            {
                throw new GroupStateException(
                    $"The journal of log groups is damaged at byte {at}; more follows at byte {later}. " +
                    "Nothing was guessed: restore it from a copy, or delete it.");
            }
        }

        return at;
    }

    private static void CheckHeader(ReadOnlySpan<byte> bytes, string what, GroupStateContent content)
    {
        if (bytes.Length < GroupRecordWriter.HeaderLength || !bytes.StartsWith(GroupRecordWriter.Magic))
        {
            throw new GroupStateException($"The {what} of log groups does not begin as one. Is the folder used for something else?");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        if (version != GroupRecordWriter.FormatVersion)
        {
            throw new GroupStateException(
                $"The {what} of log groups has the format {version}; this version reads {GroupRecordWriter.FormatVersion}. " +
                "Update the package.");
        }

        content.IsOfOldRules |= BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) < GroupingAlgorithm.FirstWithoutSecrets;
    }

    /// <summary>Decodes record after record; returns where the whole ones end.</summary>
    private static int Records(ReadOnlySpan<byte> bytes, GroupStateContent content, out bool isFinished)
    {
        isFinished = false;
        var at = 0;
        while (FrameAt(bytes[at..], LongestRecord, 0) is > 0 and var length)
        {
            var payload = bytes.Slice(at + FrameHeader, length);
            isFinished = payload[0] == (byte)'E';
            Decode(payload, content, at);
            at += FrameHeader + length;
        }

        return at;
    }

    /// <summary>The length of the whole frame at the start; 0 when there is none.</summary>
    private static int FrameAt(ReadOnlySpan<byte> bytes, int longest, uint mark)
    {
        if (bytes.Length < FrameHeader)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return length > 0 && length <= longest && length <= bytes.Length - FrameHeader &&
            (Crc32C.Compute(bytes.Slice(FrameHeader, length)) ^ mark) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])
            ? length
            : 0;
    }

    private static void Decode(ReadOnlySpan<byte> payload, GroupStateContent content, int at)
    {
        var reader = new Fields(payload[1..]);
        try
        {
            switch (payload[0])
            {
                case (byte)'F':
                    content.Add(ReadForm(ref reader, content.IsOfOldRules));
                    break;
                case (byte)'S':
                    content.AddSplit(ReadForm(ref reader, content.IsOfOldRules));
                    break;
                case (byte)'A':
                    content.Aliases.Add(new(reader.Id(), reader.Id(), reader.Number(), reader.Number()));
                    break;
                case (byte)'M' or (byte)'R':
                    content.Add(new MergeRule(reader.Number(), reader.Id(), reader.Id(), payload[0] == (byte)'R'));
                    break;
                case (byte)'P' or (byte)'D':
                    content.Add(ReadFingerprint(ref reader, payload[0] == (byte)'P'));
                    break;
                case (byte)'E':
                    break;
                default:
                    throw new GroupStateException(
                        $"The state of log groups holds a record of the unknown kind {payload[0]} at byte {at}. Update the package.");
            }
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new GroupStateException($"The record of log groups at byte {at} has the right checksum and the wrong length.", exception);
        }
    }

    /// <summary>Forms that are the same without their secrets become one group, of which the older name stays.</summary>
    private static FormRecord ReadForm(ref Fields reader, bool isOfOldRules)
    {
        var created = reader.Number();
        var node = reader.Id();
        var isError = reader.Byte() != 0;
        var service = reader.Text() ?? "";
        var given = reader.Bytes();
        var key = given.IsEmpty ? throw new ArgumentOutOfRangeException(nameof(reader)) : given.ToArray();
        return isOfOldRules
            ? new(SecretMask.Clean(service), isError, SecretMask.Renew(key), created, node)
            : new(service, isError, key, created, node);
    }

    private static NamedFingerprint ReadFingerprint(ref Fields reader, bool isGiven)
    {
        var created = reader.Number();
        var name = reader.Text() ?? "";
        return new(created, name, !isGiven ? null : new FingerprintRule
        {
            Name = name,
            Service = reader.Text(),
            LoggerPrefix = reader.Text(),
            ExceptionType = reader.Text(),
            MessageContains = reader.Text(),
        });
    }

    private ref struct Fields(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        internal byte Byte() => Take(1)[0];

        internal long Number() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

        internal LogGroupId Id() => new((ulong)Number(), (ulong)Number());

        internal ReadOnlySpan<byte> Bytes() => Take(BinaryPrimitives.ReadInt32LittleEndian(Take(4)));

        internal string? Text()
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
            return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            var taken = _rest[..length];
            _rest = _rest[length..];
            return taken;
        }
    }
}
