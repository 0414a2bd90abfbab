using System.Buffers.Binary;
using RepoTickets.LogTriage.Grouping.Index;
using RepoTickets.LogTriage.Grouping.Rules;
using RepoTickets.Storage.Journal;

namespace RepoTickets.LogTriage.Grouping.State;

/// <summary>
/// What happened since the last save. Bounded: beyond the bound it is dropped, and the next save writes a snapshot. Used under the lock of
/// the index.
/// </summary>
internal sealed class GroupJournal(bool isKept) : IGroupJournal
{
    private const int MaximumBytes = 4 * 1024 * 1024;

    private readonly GroupRecordWriter _writer = new();

    internal bool IsDropped { get; private set; }

    public void Form(Form form) => Write(() => _writer.Form(form));

    public void Alias(AliasRecord alias) => Write(() => _writer.Alias(alias));

    public void Split(Form pinned) => Write(() => _writer.Split(pinned));

    public void Rule(GroupRule rule) => Write(() => _writer.Rule(rule));

    /// <summary>The batch to append, framed; empty when nothing happened. Begins anew.</summary>
    internal byte[] Take()
    {
        var records = _writer.Output.WrittenSpan;
        byte[] batch = [];
        if (records.Length > 0)
        {
            batch = new byte[records.Length + 8];
            BinaryPrimitives.WriteInt32LittleEndian(batch, records.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(batch.AsSpan(4), Crc32C.Compute(records) ^ GroupRecordWriter.BatchMark);
            records.CopyTo(batch.AsSpan(8));
        }

        Clear();
        return batch;
    }

    internal void Clear()
    {
        _writer.Output.ResetWrittenCount();
        IsDropped = false;
    }

    private void Write(Action record)
    {
        if (!isKept || IsDropped)
        {
            return;
        }

        record();
        if (_writer.Output.WrittenCount > MaximumBytes)
        {
            Clear();
            IsDropped = true;
        }
    }
}
